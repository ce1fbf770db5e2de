package io.redisstreams.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.redisstreams.reliability.Packaged;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Runs commands as a user does: the package, the binary where there is one, in a process of its own. */
record Cli(Map<String, String> properties) {
    record Result(int code, String out, String err) {}

    Result run(String... args) throws IOException, InterruptedException {
        return runWithInput("", args);
    }

    Result runWithInput(String input, String... args) throws IOException, InterruptedException {
        Process process = builder(args).start();
        process.getOutputStream().write(input.getBytes(UTF_8));
        process.getOutputStream().close();
        CompletableFuture<String> err = CompletableFuture.supplyAsync(() -> text(process.getErrorStream()));
        String out = text(process.getInputStream());
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IOException(String.join(" ", args) + " does not end");
        }
        return new Result(process.exitValue(), out, err.join());
    }

    Process start(Path log, Map<String, String> environment, String... args) throws IOException {
        ProcessBuilder builder = builder(args);
        builder.environment().putAll(environment);
        return builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
    }

    private ProcessBuilder builder(String... args) {
        return new ProcessBuilder(Packaged.command(properties, "256m", args));
    }

    private static String text(InputStream stream) {
        try (stream) {
            return new String(stream.readAllBytes(), UTF_8);
        } catch (IOException failure) {
            return failure.toString();
        }
    }
}
