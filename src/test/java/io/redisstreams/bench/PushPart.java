package io.redisstreams.bench;

import com.sun.net.httpserver.HttpServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Events posted to an endpoint on this machine, against what wrk gets from the same endpoint by as many connections. */
final class PushPart implements Bench.Part {
    private static final int CONNECTIONS = 64;
    private static final String STREAM = "bench:push";
    private static final String GROUP = "bench-push";

    @Override
    public List<Row> measure(BenchServers servers, double scale) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(16);
        HttpServer endpoint = endpoint(threads);
        String url = "http://127.0.0.1:" + endpoint.getAddress().getPort() + "/in";
        try {
            wrk(url, 10);
            double ceiling = wrk(url, Math.max(2, Math.round(10 * scale)));
            String prefix = "streams.groups.\"" + GROUP + "\".";
            try (Service service = Service.start(
                    servers,
                    prefix + "stream=" + STREAM,
                    prefix + "concurrency=" + CONNECTIONS,
                    prefix + "push.url=" + url,
                    prefix + "push.secrets=whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
                    "streams.push.allowed-hosts=127.0.0.1")) {
                double rate = new Drain(servers, STREAM, GROUP, "bench.event")
                        .perSecond(service, Drain.entries(50_000 * scale));
                return List.of(
                        Row.ratio("push, signed, 64 in flight", rate, "events/s", ceiling, 0.3, 0.5),
                        Row.memory("pushing", service.peakMegabytes()));
            } finally {
                servers.empty();
            }
        } finally {
            endpoint.stop(0);
            threads.shutdownNow();
        }
    }

    /** It reads the body and answers 204. */
    private static HttpServer endpoint(ExecutorService threads) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1000);
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
        return server;
    }

    /** Calls a second. */
    private static double wrk(String url, long seconds) throws IOException {
        Path script = Files.createTempFile("post", ".lua");
        Files.writeString(
                script,
                "wrk.method = 'POST'\nwrk.headers['Content-Type'] = 'application/json'\nwrk.body = [[" + Chat.PAYLOAD
                        + "]]\n");
        Process wrk = new ProcessBuilder(
                        "wrk", "-t1", "-c" + CONNECTIONS, "-d" + seconds + "s", "-s", script.toString(), url)
                .redirectErrorStream(true)
                .start();
        try (BufferedReader lines = wrk.inputReader()) {
            return lines.lines()
                    .filter(line -> line.startsWith("Requests/sec:"))
                    .mapToDouble(line -> Double.parseDouble(
                            line.substring(line.indexOf(':') + 1).strip()))
                    .findFirst()
                    .orElseThrow();
        } finally {
            Files.delete(script);
        }
    }
}
