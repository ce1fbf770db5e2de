package io.redisstreams.bench;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

/** The packaged service in a process of its own, as lean as one would run it on a small machine. */
final class Service implements AutoCloseable {
    private static final String LEAN = "-XX:+UseSerialGC -Xms64m -Xmx128m -Xss512k -XX:MaxDirectMemorySize=64m";

    private final Process process;
    private final int port;

    private Service(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** @param settings in the form {@code name=value}, and arguments of the command line, which begin with a dash */
    static Service start(BenchServers servers, String... settings) throws IOException {
        int port = freePort();
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(flags().split(" ")));
        command.add("-Dquarkus.http.port=" + port);
        servers.properties().forEach((name, value) -> command.add("-D" + name + '=' + value));
        command.add("-Dstreams.security=none");
        for (String setting : settings) {
            command.add("-D" + setting);
        }
        command.addAll(List.of("-jar", "target/quarkus-app/quarkus-run.jar", "serve"));
        File log = new File("target/bench/service-" + port + ".log");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log);
        // Else glibc keeps memory for each thread; the C library of the container does not.
        builder.environment().putIfAbsent("MALLOC_ARENA_MAX", "2");
        Process process = builder.start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        Service service = new Service(process, port);
        service.awaitReady(log);
        return service;
    }

    static String flags() {
        return System.getenv().getOrDefault("BENCH_JAVA_OPTS", LEAN);
    }

    InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    /** Events a second, so many to a request, once the service is warm; and what an event costs it, whoever else is at work. */
    double perSecond(int connections, int events, double seconds, Supplier<byte[]> request) throws IOException {
        LongAdder refused = new LongAdder();
        Load load = new Load(address(), connections, 1, () -> new HttpExchange(request, refused));
        load.warmUp(10);
        refused.reset();
        double before = cpuSeconds();
        double rate = events * (load.perSecond(seconds) - refused.sum() / seconds);
        System.err.printf("  %d refused%n", refused.sum());
        System.err.printf("  %.1f µs of processor an event%n", (cpuSeconds() - before) / (rate * seconds) * 1e6);
        return rate;
    }

    double cpuSeconds() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos() / 1e9;
    }

    /** The most memory that the process has ever had resident, in megabytes. */
    long peakMegabytes() throws IOException {
        try (var lines = Files.lines(Path.of("/proc", Long.toString(process.pid()), "status"))) {
            return lines.filter(line -> line.startsWith("VmHWM"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                    .findFirst()
                    .orElseThrow();
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void awaitReady(File log) throws IOException {
        HttpClient client = HttpClient.newHttpClient();
        HttpRequest ready = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/q/health/ready"))
                .build();
        for (int i = 0; i < 600; i++) {
            try {
                if (client.send(ready, BodyHandlers.discarding()).statusCode() == 200) {
                    return;
                }
            } catch (IOException notYet) {
                if (!process.isAlive()) {
                    break;
                }
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            Pause.seconds(0.1);
        }
        throw new IOException("The service does not start, see " + log);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 0, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
