package io.redisstreams.dev;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The file in which a server stores its process id: it finds the server again after its JVM was killed. */
record PidFile(Path path, String program) {

    /** The server's process, if it is alive. The id alone could belong to another program now. */
    Optional<ProcessHandle> process() {
        if (!Files.exists(path)) {
            return Optional.empty();
        }
        try (var lines = Files.lines(path)) {
            return lines.findFirst()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .flatMap(id -> ProcessHandle.of(Long.parseLong(id)))
                    .filter(process -> process.info().command().orElse("").contains(program));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Asks the process to end, in the way of SIGINT (at once for PostgreSQL and Redis), and waits for its end. */
    static void stop(ProcessHandle process) {
        try {
            // SIGTERM, the only signal of ProcessHandle, makes PostgreSQL wait for its clients to leave.
            new ProcessBuilder("kill", "-INT", Long.toString(process.pid()))
                    .start()
                    .waitFor();
            process.onExit().get(10, TimeUnit.SECONDS);
        } catch (IOException | ExecutionException | TimeoutException e) {
            process.destroyForcibly();
            process.onExit().join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
