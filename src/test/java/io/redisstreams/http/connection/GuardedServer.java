package io.redisstreams.http.connection;

import static io.redisstreams.http.connection.RawClient.request;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.redisstreams.http.problem.ProblemText;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A server of Vert.x, guarded as the service's is. Paths that end with {@code held} are answered when the test does it, those
 * with {@code large} with 8 MiB, those with {@code endless} never; all others at once, as soon as their body is there.
 */
final class GuardedServer implements AutoCloseable {
    private static final Buffer LARGE = Buffer.buffer(new byte[8 << 20]);

    private final Vertx vertx = Vertx.vertx();
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final AtomicInteger begun = new AtomicInteger();
    private final List<RoutingContext> held = new CopyOnWriteArrayList<>();
    private final List<RawClient> clients = new ArrayList<>();
    private final ConnectionWatch watch;
    private final HttpServer server;

    /** Watches its connections from the beginning. */
    GuardedServer(String prefix, Map<String, String> settings) {
        this(prefix, settings, true);
    }

    GuardedServer(String prefix, Map<String, String> settings, boolean watched) {
        Map<String, String> properties = new HashMap<>();
        settings.forEach((name, value) -> properties.put(prefix + name, value));
        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .withMapping(ConnectionConfig.class)
                .withMapping(OverloadConfig.class)
                .withSources(new PropertiesConfigSource(properties, "test", 100))
                .addDiscoveredConverters()
                .build();
        Connections connections = new Connections(
                config.getConfigMapping(ConnectionConfig.class),
                new Lanes(config.getConfigMapping(OverloadConfig.class), metrics),
                new ProblemText(new ObjectMapper()),
                metrics);
        watch = new ConnectionWatch(connections);
        server = vertx.createHttpServer(new HttpServerOptions().setHttp2ClearTextEnabled(false))
                .requestHandler(router(connections))
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
        if (watched) {
            watch();
        }
    }

    private Router router(Connections connections) {
        Router router = Router.router(vertx);
        new ResponseGate(connections).install(router);
        router.route().handler(call -> {
            begun.incrementAndGet();
            call.next();
        });
        router.routeWithRegex(".*held").handler(held::add);
        router.routeWithRegex(".*large").handler(call -> call.response().end(LARGE));
        router.routeWithRegex(".*endless")
                .handler(call -> call.response()
                        .putHeader("Content-Type", "text/event-stream")
                        .setChunked(true)
                        .write("begins"));
        router.post()
                .handler(call ->
                        call.request().bodyHandler(body -> call.response().end("ok")));
        router.route().handler(call -> call.response().end("ok"));
        return router;
    }

    /** Returns when all connections are watched. */
    void watch() {
        watch.install(vertx);
        // The loops do one thing after another.
        CompletableFuture<Void> done = new CompletableFuture<>();
        ((io.vertx.core.impl.VertxInternal) vertx)
                .getAcceptorEventLoopGroup()
                .forEach(loop -> loop.execute(() -> done.complete(null)));
        done.join();
    }

    int port() {
        return server.actualPort();
    }

    RawClient connect() {
        RawClient client = new RawClient(port());
        clients.add(client);
        return client;
    }

    /** Sends a request without a body over a connection of its own. */
    RawClient send(String method, String path) {
        RawClient client = connect();
        client.send(request(method, path));
        return client;
    }

    /** Requests that reached the routes. */
    int begun() {
        return begun.get();
    }

    List<RoutingContext> held() {
        return held;
    }

    double closed(Closed why) {
        return metrics.get("streams.http.closed")
                .tag("reason", why.label())
                .counter()
                .count();
    }

    double gauge(String name) {
        return metrics.get(name).gauge().value();
    }

    double counter(String name) {
        return metrics.get(name).counter().count();
    }

    @Override
    public void close() {
        clients.forEach(RawClient::close);
        server.close().toCompletionStage().toCompletableFuture().join();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
