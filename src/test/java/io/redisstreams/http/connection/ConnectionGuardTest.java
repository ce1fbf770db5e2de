package io.redisstreams.http.connection;

import static io.redisstreams.http.connection.RawClient.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.redisstreams.http.problem.ProblemText;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A server of Vert.x, guarded as the service's is, with the shortest patience. */
class ConnectionGuardTest {
    private static final Vertx VERTX = Vertx.vertx();
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Buffer LARGE = Buffer.buffer(new byte[8 << 20]);

    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final AtomicInteger begun = new AtomicInteger();
    private final List<RoutingContext> held = new ArrayList<>();
    private final List<RawClient> clients = new ArrayList<>();
    private HttpServer server;

    @AfterEach
    void stop() {
        clients.forEach(RawClient::close);
        server.close().toCompletionStage().toCompletableFuture().join();
    }

    @AfterAll
    static void stopVertx() {
        VERTX.close();
    }

    @Test
    void aHeaderThatDoesNotEndIsNotWaitedFor() {
        start(Map.of("header-timeout", "200MS"));
        RawClient silent = connect();
        RawClient slow = connect();
        slow.send("GET / HTTP/1.1\r\nHost: localhost\r\n");
        assertThat(silent.endsWithin(SOON)).isTrue();
        assertThat(slow.endsWithin(SOON)).isTrue();
        await().untilAsserted(() -> assertThat(closed(Closed.HEADER_TIMEOUT)).isEqualTo(2));
    }

    @Test
    void aBodyThatDoesNotEndIsNotWaitedFor() {
        start(Map.of("body-timeout", "200MS"));
        RawClient slow = connect();
        slow.send(request("POST", "/", "Content-Length: 10") + "12345");
        assertThat(slow.endsWithin(SOON)).isTrue();
        assertThat(closed(Closed.BODY_TIMEOUT)).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"GET, 5", "HEAD, 5", "OPTIONS, 5"})
    void anIdleConnectionIsClosedAfterItsAnswers(String method, int requests) {
        start(Map.of("idle-timeout", "200MS", "max-pipelined", "2"));
        RawClient client = connect();
        client.send(request(method, "/").repeat(requests));
        assertThat(client.readToEnd().split("HTTP/1.1 200")).hasSize(requests + 1);
        assertThat(closed(Closed.IDLE)).isEqualTo(1);
    }

    @Test
    void anAnswerThatIsUnderWayIsNeitherIdleNorLate() {
        start(Map.of("idle-timeout", "100MS", "header-timeout", "100MS", "body-timeout", "100MS"));
        RawClient client = connect();
        client.send(request("GET", "/held"));
        RawClient later = connect();
        assertThat(later.endsWithin(SOON)).isTrue();
        await().until(() -> held.size() == 1);
        held.get(0).response().end("done");
        assertThat(client.readToEnd()).contains("done");
    }

    @Test
    void aClientThatReadsNothingIsCutOff() {
        start(Map.of("write-timeout", "200MS"));
        RawClient client = connect();
        client.send(request("GET", "/large"));
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(closed(Closed.NOT_READING)).isEqualTo(1));
        await().untilAsserted(
                        () -> assertThat(gauge("streams.http.unsent.bytes")).isZero());
    }

    @Test
    void aClientThatReadsNothingKeepsOneAnswerWaiting() {
        start(Map.of("max-pipelined", "100"));
        RawClient client = connect();
        client.send(request("GET", "/large").repeat(20));
        await().until(() -> begun.get() > 0);
        RawClient other = connect();
        for (int i = 0; i < 50; i++) {
            other.send(request("GET", "/"));
            other.readUntil("ok");
        }
        assertThat(begun.get() - 50).isEqualTo(1);
        client.send(request("GET", "/", "Connection: close"));
        assertThat(client.readToEnd().split("HTTP/1.1 200")).hasSize(22);
    }

    @Test
    void noMoreIsReadFromAClientThatWaitsForAnswers() {
        start(Map.of("max-pipelined", "4"));
        RawClient client = connect();
        client.send(request("GET", "/held"));
        await().until(() -> held.size() == 1);
        AtomicInteger sent = new AtomicInteger();
        Thread flood = new Thread(() -> {
            try {
                for (; sent.get() < 1000; sent.incrementAndGet()) {
                    client.send(request("GET", "/").repeat(1000));
                }
            } catch (RuntimeException closed) {
                // At the end of the test.
            }
        });
        flood.start();
        AtomicInteger before = new AtomicInteger(-1);
        await().pollInterval(Duration.ofMillis(500)).until(() -> before.getAndSet(sent.get()) == sent.get());
        assertThat(sent.get()).isBetween(1, 900);
    }

    /** Unread answers of some do not fill the memory, and the others are told why they get none. */
    @Test
    void readsAreRefusedWhileUnreadAnswersFillTheMemory() {
        start(Map.of("max-unsent", "16M", "write-timeout", "60S"));
        for (int i = 0; i < 4; i++) {
            RawClient client = connect();
            client.send(request("GET", "/large"));
            int count = i + 1;
            await().until(() -> begun.get() >= count);
        }
        RawClient other = connect();
        other.send(request("GET", "/api/list") + request("GET", "/", "Connection: close"));
        assertThat(other.readToEnd()).contains("HTTP/1.1 503", "HTTP/1.1 200");
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(closed(Closed.NOT_READING)).isPositive());
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(
                                RawClient.ask(server.actualPort(), request("GET", "/api/list", "Connection: close")))
                        .contains("HTTP/1.1 200"));
    }

    @Test
    void aClientHasThreeQuartersOfTheConnections() {
        start(Map.of("max-connections", "8"));
        List<RawClient> six = new ArrayList<>();
        await().until(() -> gauge("streams.http.connections") == 0);
        for (int i = 0; i < 6; i++) {
            six.add(connect());
            six.get(i).send(request("GET", "/"));
            six.get(i).readUntil("ok");
        }
        assertThat(connect().endsWithin(SOON)).isTrue();
        assertThat(closed(Closed.TOO_MANY_CONNECTIONS)).isEqualTo(1);
        six.get(0).close();
        await().until(() -> gauge("streams.http.connections") < 6);
        RawClient again = connect();
        again.send(request("GET", "/"));
        assertThat(again.readUntil("ok")).contains("200");
    }

    @ParameterizedTest
    @CsvSource({
        "'INVENTED / HTTP/1.1', 501",
        "'GET /%s HTTP/1.1', 414",
        "'GET / HTTP/1.1\r\nA: %s%s%s', 431",
        "'GET / HTTP/1.1\r\nContent-Type: application/json\0', 400",
        "'GET / HTTP/1.1\r\nContent-Length: x', 400",
        "'GET / HTTP/9.9.9', 400",
        "'nonsense', 400"
    })
    void whatCannotBeReadIsAProblem(String head, int status) {
        start(Map.of());
        String x = "x".repeat(4096);
        String answers = RawClient.ask(
                server.actualPort(), request("GET", "/") + head.formatted(x, x, x) + "\r\nHost: localhost\r\n\r\n");
        assertThat(answers)
                .startsWith("HTTP/1.1 200")
                .contains("HTTP/1.1 " + status, "application/problem+json", "\"status\":" + status, "\"detail\":");
    }

    private void start(Map<String, String> settings) {
        Map<String, String> properties = new HashMap<>();
        settings.forEach((name, value) -> properties.put("streams.http." + name, value));
        ConnectionConfig config = new SmallRyeConfigBuilder()
                .withMapping(ConnectionConfig.class)
                .withSources(new PropertiesConfigSource(properties, "test", 100))
                .addDiscoveredConverters()
                .build()
                .getConfigMapping(ConnectionConfig.class);
        Connections connections = new Connections(config, new ProblemText(new ObjectMapper()), metrics);
        Router router = Router.router(VERTX);
        new ConnectionWatch(connections).install(router);
        new ResponseGate(connections).install(router);
        router.route().handler(call -> {
            begun.incrementAndGet();
            call.next();
        });
        router.get("/held").handler(held::add);
        router.get("/large").handler(call -> call.response().end(LARGE));
        router.post()
                .handler(call ->
                        call.request().bodyHandler(body -> call.response().end("ok")));
        router.route().handler(call -> call.response().end("ok"));
        server = VERTX.createHttpServer(new HttpServerOptions().setHttp2ClearTextEnabled(false))
                .requestHandler(router)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
        RawClient.ask(server.actualPort(), request("GET", "/", "Connection: close"));
        begun.set(0);
    }

    private RawClient connect() {
        RawClient client = new RawClient(server.actualPort());
        clients.add(client);
        return client;
    }

    private double closed(Closed why) {
        return metrics.get("streams.http.closed")
                .tag("reason", why.label())
                .counter()
                .count();
    }

    private double gauge(String name) {
        return metrics.get(name).gauge().value();
    }
}
