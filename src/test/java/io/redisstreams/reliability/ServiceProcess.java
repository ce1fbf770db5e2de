package io.redisstreams.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** The service in a process of its own, so that it can be killed. */
final class ServiceProcess implements AutoCloseable {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

    /** A property that only this class knows: how far the clock of the process is off, as faketime takes it. */
    static final String CLOCK = "test.clock";

    private final Process process;
    private final Path log;
    private final int port;

    /** @param command makes a service that listens at the port */
    ServiceProcess(List<String> command, int port, Path directory, Path log) {
        this.log = log;
        this.port = port;
        try {
            process = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** @param heap as -Xmx takes it */
    static ServiceProcess packaged(Map<String, String> properties, Path log, String heap) {
        int port = Ports.free();
        Map<String, String> all = new HashMap<>(properties);
        all.put("quarkus.http.port", String.valueOf(port));
        all.put("quarkus.http.host", "127.0.0.1");
        List<String> command = Packaged.command(all, heap);
        if (properties.containsKey(CLOCK)) {
            command.addAll(0, List.of("faketime", "-f", properties.get(CLOCK)));
        }
        return new ServiceProcess(command, port, Path.of("").toAbsolutePath(), log);
    }

    ServiceProcess awaitReady() {
        return awaitReady(Duration.ofSeconds(60));
    }

    ServiceProcess awaitReady(Duration patience) {
        Awaitility.await().atMost(patience).until(() -> {
            assertThat(process.isAlive())
                    .as(() -> "The service has ended: " + log())
                    .isTrue();
            return ready();
        });
        return this;
    }

    boolean ready() {
        return status("/q/health") == 200;
    }

    HttpResponse<String> get(String path) throws IOException {
        return send(request(path).GET().build());
    }

    int status(String path) {
        try {
            return get(path).statusCode();
        } catch (IOException notThere) {
            return 0;
        }
    }

    /** 0: no answer. */
    int post(String path, String json) {
        try {
            return answer(path, json).statusCode();
        } catch (IOException notThere) {
            return 0;
        }
    }

    HttpResponse<String> answer(String path, String json) throws IOException {
        return send(request(path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json))
                .build());
    }

    /** @param key the header Idempotency-Key */
    HttpResponse<String> answer(String path, String json, String key) throws IOException {
        return send(request(path)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", key)
                .POST(BodyPublishers.ofString(json))
                .build());
    }

    HttpResponse<String> put(String path, String json) throws IOException {
        return send(request(path)
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString(json))
                .build());
    }

    int delete(String path) throws IOException {
        return send(request(path).DELETE().build()).statusCode();
    }

    int port() {
        return port;
    }

    String url(String path) {
        return "http://127.0.0.1:" + port + path;
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(url(path))).timeout(Duration.ofSeconds(10));
    }

    private static HttpResponse<String> send(HttpRequest request) throws IOException {
        try {
            return HTTP.send(request, BodyHandlers.ofString());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException(interrupted);
        }
    }

    long pid() {
        return process.pid();
    }

    /** A counter of /q/metrics, over all its labels. */
    double counter(String name) {
        try {
            return send(request("/q/metrics").GET().build())
                    .body()
                    .lines()
                    .filter(line -> line.startsWith(name))
                    .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                    .sum();
        } catch (IOException notThere) {
            throw new UncheckedIOException(notThere);
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** What it has written to its console. */
    String log() {
        try {
            return Files.readString(log);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** kill -9, also of the service behind a wrapper that sets the clock. */
    void kill() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        awaitExit(Duration.ofSeconds(10));
    }

    /** SIGSTOP: it does nothing from now on, and its connections stay open. */
    void freeze() {
        signal("STOP");
    }

    /** SIGCONT */
    void thaw() {
        signal("CONT");
    }

    private void signal(String name) {
        try {
            new ProcessBuilder("kill", "-" + name, String.valueOf(pid()))
                    .inheritIO()
                    .start()
                    .waitFor();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** SIGTERM */
    void terminate() {
        process.destroy();
    }

    /** The exit code. */
    int awaitExit(Duration patience) {
        try {
            if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException("The service did not end within " + patience);
            }
            return process.exitValue();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            kill();
        }
    }
}
