package io.redisstreams.push;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** An endpoint of somebody else, which answers as a test says and remembers what it was sent. */
public final class TestEndpoint implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Call> calls = new CopyOnWriteArrayList<>();

    /** What is answered to a call. */
    public interface Behaviour {
        void answer(Call call, HttpExchange exchange) throws IOException;
    }

    /** One POST. */
    public record Call(String method, String path, Map<String, List<String>> headers, String body) {
        public String header(String name) {
            return headers.getOrDefault(name.substring(0, 1).toUpperCase() + name.substring(1), List.of()).stream()
                    .findFirst()
                    .orElse(null);
        }

        public String id() {
            return header("webhook-id");
        }

        /** Whether one of the signatures is by this secret. */
        public boolean isSignedBy(String secret) {
            try {
                Mac mac = Mac.getInstance("HmacSHA256");
                mac.init(new SecretKeySpec(
                        Base64.getDecoder().decode(secret.substring("whsec_".length())), "HmacSHA256"));
                byte[] signature = mac.doFinal((id() + '.' + header("webhook-timestamp") + '.' + body).getBytes(UTF_8));
                String signatures = header("webhook-signature");
                return signatures != null
                        && Arrays.asList(signatures.split(" "))
                                .contains("v1," + Base64.getEncoder().encodeToString(signature));
            } catch (GeneralSecurityException impossible) {
                throw new IllegalStateException(impossible);
            }
        }
    }

    public TestEndpoint(Behaviour behaviour) {
        this("127.0.0.1", behaviour);
    }

    public TestEndpoint(String address, Behaviour behaviour) {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getByName(address), 0), 1000);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            Call call = new Call(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().toString(),
                    Map.copyOf(exchange.getRequestHeaders()),
                    new String(exchange.getRequestBody().readAllBytes(), UTF_8));
            calls.add(call);
            behaviour.answer(call, exchange);
            exchange.close();
        });
        server.start();
    }

    public static void respond(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        if (bytes.length > 0) {
            exchange.getResponseBody().write(bytes);
        }
    }

    public int port() {
        return server.getAddress().getPort();
    }

    public String url() {
        return "http://" + server.getAddress().getAddress().getHostAddress() + ":" + port() + "/in";
    }

    public List<Call> calls() {
        return calls;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
