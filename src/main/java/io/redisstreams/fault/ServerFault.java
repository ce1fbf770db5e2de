package io.redisstreams.fault;

import io.smallrye.mutiny.TimeoutException;
import io.vertx.core.VertxException;
import io.vertx.redis.client.impl.types.ErrorType;
import jakarta.transaction.HeuristicMixedException;
import jakarta.transaction.HeuristicRollbackException;
import jakarta.transaction.RollbackException;
import java.io.IOException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import javax.transaction.xa.XAException;

/**
 * Faults of PostgreSQL, of Redis and of the network to them. The event is not to blame for such a fault, so its run is
 * repeated and no attempt is counted. All other failures belong to the event or to its handler.
 */
public enum ServerFault {
    POSTGRESQL_AWAY("PostgreSQL is away"),
    POOL("No connection to PostgreSQL became free in time"),
    LOGIN("PostgreSQL refuses the login of the service, or has no such database"),
    READ_ONLY("PostgreSQL is read-only"),
    RESOURCES("PostgreSQL has no disk, memory or connection left"),
    DEADLOCK("PostgreSQL ended a deadlock"),
    SERIALIZATION("PostgreSQL could not serialize the transaction"),
    LOCK_TIMEOUT("A lock in PostgreSQL did not become free in time"),
    CANCELLED("PostgreSQL cancelled a statement, by a timeout or by an operator"),
    TRANSACTION_TIMEOUT("The transaction took longer than it may"),
    COMMIT("The commit failed"),
    REDIS_AWAY("Redis is away or refuses commands");

    /** Replies that blame the command, or do not show who is to blame. */
    private static final Set<RedisFault> OF_COMMAND =
            Set.of(RedisFault.OTHER, RedisFault.UNKNOWN_COMMAND, RedisFault.NOT_PERMITTED);

    private final String sentence;

    ServerFault(String sentence) {
        this.sentence = sentence;
    }

    /** What happened, for people. */
    public String sentence() {
        return sentence;
    }

    /** Whether the transaction may be committed although its commit failed with this fault. */
    public boolean leavesDoubt() {
        return this == POSTGRESQL_AWAY || this == COMMIT;
    }

    /** The fault as a label of a metric. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The fault behind a failure; empty when no server is to blame. */
    public static Optional<ServerFault> of(Throwable failure) {
        return Causes.of(failure)
                .map(ServerFault::known)
                .filter(Objects::nonNull)
                .findFirst()
                .or(() -> redisConnection(failure) ? Optional.of(REDIS_AWAY) : Optional.empty());
    }

    /** Whether this fault is behind the failure. */
    public boolean isCauseOf(Throwable failure) {
        return of(failure).filter(this::equals).isPresent();
    }

    /** What happened in plain words; only the class of the failure when no server is to blame. */
    public static String describe(Throwable failure) {
        return of(failure)
                .map(fault -> fault == REDIS_AWAY ? RedisFault.of(failure).sentence() : fault.sentence())
                .orElseGet(() -> describeOther(failure));
    }

    private static String describeOther(Throwable failure) {
        if (failure instanceof RedisFaultException || failure instanceof GroupRefusedException) {
            return failure.getMessage();
        }
        // Only waits for an answer of Redis end with such a timeout, and its stack is that of a timer.
        return failure instanceof TimeoutException
                ? RedisFault.TIMEOUT.sentence()
                : "An unexpected " + failure.getClass().getSimpleName() + "; the log says more";
    }

    private static ServerFault known(Throwable cause) {
        if (cause instanceof SQLException sql) {
            return ofSql(sql);
        }
        if (cause instanceof RollbackException rollback) {
            return ofCommit(rollback);
        }
        if (cause instanceof HeuristicMixedException || cause instanceof HeuristicRollbackException) {
            return COMMIT;
        }
        return ofRedis(cause) ? REDIS_AWAY : null;
    }

    private static boolean ofRedis(Throwable cause) {
        return cause instanceof RedisAwayException
                || cause instanceof RedisRefusedException refusal && passing(refusal.fault())
                || cause instanceof ErrorType reply && passing(RedisFault.of(reply));
    }

    private static ServerFault ofSql(SQLException failure) {
        return failure.getSQLState() == null ? ofPool(failure) : ofState(failure.getSQLState());
    }

    /**
     * 25P02 (an earlier statement failed) is missing here: the driver names that statement's failure as the cause, and
     * the cause decides.
     */
    private static ServerFault ofState(String state) {
        return switch (state) {
            case "40P01" -> DEADLOCK;
            case "40001" -> SERIALIZATION;
            case "55P03" -> LOCK_TIMEOUT;
            case "57014" -> CANCELLED;
            case "25006" -> READ_ONLY;
            case "25P03", "25P04" -> TRANSACTION_TIMEOUT;
            case "40003" -> COMMIT;
            default -> ofClass(state);
        };
    }

    private static ServerFault ofClass(String state) {
        if (state.startsWith("08") || state.startsWith("57")) {
            return POSTGRESQL_AWAY;
        }
        if (state.startsWith("28") || state.equals("3D000")) {
            return LOGIN;
        }
        // 58: the disk under PostgreSQL fails.
        return state.startsWith("53") || state.startsWith("58") ? RESOURCES : null;
    }

    /** The pool and the transaction manager have no SQLSTATE. */
    private static ServerFault ofPool(SQLException failure) {
        String message = Objects.requireNonNullElse(failure.getMessage(), "");
        if (message.contains("cquisition timeout")
                || message.contains("Interrupted while acquiring")
                || message.contains("pool is shutting down")
                || message.contains("pool is closed")) {
            return POOL;
        }
        if (message.contains("transaction has rolled back") || message.contains("transaction has been rolled back")) {
            return TRANSACTION_TIMEOUT;
        }
        return failure instanceof SQLTransientConnectionException ? POSTGRESQL_AWAY : null;
    }

    /**
     * A commit fails for one of three reasons: PostgreSQL refused, and its state decides whether the event is to blame
     * (a deferred constraint); the handler had asked for a rollback; or the transaction had timed out.
     */
    private static ServerFault ofCommit(RollbackException failure) {
        if (Causes.of(failure).anyMatch(SQLException.class::isInstance)) {
            return null;
        }
        if (Causes.of(failure).anyMatch(XAException.class::isInstance)) {
            return COMMIT;
        }
        return failure.getCause() == null ? TRANSACTION_TIMEOUT : null;
    }

    private static boolean passing(RedisFault fault) {
        return fault.blame() == RedisFault.Blame.SERVER && !OF_COMMAND.contains(fault);
    }

    /** Failures to connect look alike for all servers: the stack shows that a client of Redis failed. */
    private static boolean redisConnection(Throwable failure) {
        return Causes.of(failure)
                        .anyMatch(cause -> cause instanceof IOException
                                || cause instanceof TimeoutException
                                || cause instanceof VertxException)
                && Causes.of(failure)
                        .flatMap(cause -> Arrays.stream(cause.getStackTrace()))
                        .map(StackTraceElement::getClassName)
                        .anyMatch(name -> name.startsWith("io.quarkus.redis.")
                                || name.startsWith("io.vertx.redis.")
                                || name.startsWith("io.vertx.mutiny.redis."));
    }
}
