package io.redisstreams.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
        List<String> command = new ArrayList<>();
        Path binary = Path.of(System.getProperty("native.image.path", "none"));
        boolean isNative = Files.isExecutable(binary);
        if (isNative) {
            command.add(binary.toString());
        } else {
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            command.addAll(List.of("-Xmx256m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
        }
        properties.forEach((name, value) -> command.add("-D" + name + "=" + value));
        if (!isNative) {
            command.addAll(List.of("-jar", "target/quarkus-app/quarkus-run.jar"));
        }
        command.addAll(List.of(args));
        return new ProcessBuilder(command);
    }

    private static String text(InputStream stream) {
        try (stream) {
            return new String(stream.readAllBytes(), UTF_8);
        } catch (IOException failure) {
            return failure.toString();
        }
    }
}
