package io.redisstreams.cli;

import io.quarkus.runtime.ApplicationLifecycleManager;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.redisstreams.event.Printable;
import io.redisstreams.fault.NotAStreamException;
import io.redisstreams.fault.StreamFullException;
import io.vertx.redis.client.impl.types.ErrorType;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.BindException;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.flywaydb.core.api.FlywayException;
import picocli.CommandLine.ExitCode;

/** Reports why a command failed: in one line when a server or the configuration is to blame, otherwise as a stack trace. */
final class Faults {
    /** Flyway's advice names a command that is not installed. */
    private static final String CHECKSUM =
            "\nWhen only a checksum differs and the tables are right, start once with QUARKUS_FLYWAY_REPAIR_AT_START=true";

    private Faults() {}

    /** Prints the failure and returns its exit code. A failure because of a request to stop is no fault. */
    static int report(Throwable failure, PrintWriter err) {
        if (ApplicationLifecycleManager.isVmShuttingDown()) {
            return ExitCode.SOFTWARE;
        }
        err.println(line(failure).map(Printable::block).orElseGet(() -> stack(failure)));
        err.flush();
        return causes(failure).anyMatch(UsageException.class::isInstance) ? ExitCode.USAGE : ExitCode.SOFTWARE;
    }

    private static String stack(Throwable failure) {
        StringWriter stack = new StringWriter();
        failure.printStackTrace(new PrintWriter(stack));
        return stack.toString().lines().map(Printable::block).collect(Collectors.joining("\n"));
    }

    /** Empty for a fault of the program, whose stack trace is needed. */
    static Optional<String> line(Throwable failure) {
        return causes(failure).map(Faults::known).filter(Objects::nonNull).findFirst();
    }

    private static String known(Throwable cause) {
        if (cause instanceof CommandFailure
                || cause instanceof NotAStreamException
                || cause instanceof StreamFullException
                || cause instanceof ConfigurationException) {
            return cause.getMessage();
        }
        if (cause instanceof FlywayException && cause.getCause() == null) {
            return "The schema does not fit: " + cause.getMessage() + CHECKSUM;
        }
        if (cause instanceof SQLException) {
            return Servers.POSTGRES.address() + ": " + brief(cause);
        }
        if (cause instanceof BindException) {
            return "The port is taken: " + cause.getMessage();
        }
        if (cause instanceof ErrorType || cause instanceof IOException || cause instanceof TimeoutException) {
            return Servers.REDIS.address() + ": " + brief(cause);
        }
        return null;
    }

    /** The innermost useful message, on one line. */
    static String brief(Throwable failure) {
        return causes(failure)
                .map(Throwable::getMessage)
                .filter(message -> message != null && !message.isBlank())
                .reduce((outer, inner) -> inner)
                .flatMap(message -> message.lines().findFirst())
                .orElse(failure.getClass().getSimpleName());
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause);
    }
}
