package io.redisstreams.http.connection;

import static io.redisstreams.http.connection.RawClient.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A server of Vert.x, guarded as the service's is, with the shortest patience. */
class ConnectionGuardTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    private GuardedServer server;

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aHeaderThatDoesNotEndIsNotWaitedFor() {
        server = new GuardedServer("streams.http.", Map.of("header-timeout", "200MS"));
        RawClient silent = server.connect();
        RawClient slow = server.connect();
        slow.send("GET / HTTP/1.1\r\nHost: localhost\r\n");
        assertThat(silent.endsWithin(SOON)).isTrue();
        assertThat(slow.endsWithin(SOON)).isTrue();
        await().untilAsserted(
                        () -> assertThat(server.closed(Closed.HEADER_TIMEOUT)).isEqualTo(2));
    }

    @Test
    void aBodyThatDoesNotEndIsNotWaitedFor() {
        server = new GuardedServer("streams.http.", Map.of("body-timeout", "200MS"));
        RawClient slow = server.connect();
        slow.send(request("POST", "/", "Content-Length: 10") + "12345");
        assertThat(slow.endsWithin(SOON)).isTrue();
        assertThat(server.closed(Closed.BODY_TIMEOUT)).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"GET, 5", "HEAD, 5", "OPTIONS, 5"})
    void anIdleConnectionIsClosedAfterItsAnswers(String method, int requests) {
        server = new GuardedServer("streams.http.", Map.of("idle-timeout", "200MS", "max-pipelined", "2"));
        RawClient client = server.connect();
        client.send(request(method, "/").repeat(requests));
        assertThat(client.readToEnd().split("HTTP/1.1 200")).hasSize(requests + 1);
        assertThat(server.closed(Closed.IDLE)).isEqualTo(1);
    }

    @Test
    void anAnswerThatIsUnderWayIsNeitherIdleNorLate() {
        server = new GuardedServer(
                "streams.http.", Map.of("idle-timeout", "100MS", "header-timeout", "100MS", "body-timeout", "100MS"));
        RawClient client = server.connect();
        client.send(request("GET", "/held"));
        RawClient later = server.connect();
        assertThat(later.endsWithin(SOON)).isTrue();
        await().until(() -> server.held().size() == 1);
        server.held().get(0).response().end("done");
        assertThat(client.readToEnd()).contains("done");
    }

    @Test
    void aClientThatReadsNothingIsCutOff() {
        server = new GuardedServer("streams.http.", Map.of("write-timeout", "200MS"));
        RawClient client = server.connect();
        client.send(request("GET", "/large"));
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(server.closed(Closed.NOT_READING)).isEqualTo(1));
        await().untilAsserted(() ->
                assertThat(server.gauge("streams.http.unsent.bytes")).isZero());
    }

    @Test
    void aClientThatReadsNothingKeepsOneAnswerWaiting() {
        server = new GuardedServer("streams.http.", Map.of("max-pipelined", "100"));
        RawClient client = server.connect();
        client.send(request("GET", "/large").repeat(20));
        await().until(() -> server.begun() > 0);
        RawClient other = server.connect();
        for (int i = 0; i < 50; i++) {
            other.send(request("GET", "/"));
            other.readUntil("ok");
        }
        assertThat(server.begun() - 50).isEqualTo(1);
        client.send(request("GET", "/", "Connection: close"));
        assertThat(client.readToEnd().split("HTTP/1.1 200")).hasSize(22);
    }

    @Test
    void noMoreIsReadFromAClientThatWaitsForAnswers() {
        server = new GuardedServer("streams.http.", Map.of("max-pipelined", "4"));
        RawClient client = server.connect();
        client.send(request("GET", "/held"));
        await().until(() -> server.held().size() == 1);
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
        server = new GuardedServer("streams.http.", Map.of("max-unsent", "16M", "write-timeout", "60S"));
        for (int i = 0; i < 4; i++) {
            RawClient client = server.connect();
            client.send(request("GET", "/large"));
            int count = i + 1;
            await().until(() -> server.begun() >= count);
        }
        RawClient other = server.connect();
        other.send(request("GET", "/api/list") + request("GET", "/", "Connection: close"));
        assertThat(other.readToEnd()).contains("HTTP/1.1 503", "HTTP/1.1 200");
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(server.closed(Closed.NOT_READING)).isPositive());
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(RawClient.ask(server.port(), request("GET", "/api/list", "Connection: close")))
                                .contains("HTTP/1.1 200"));
    }

    @Test
    void aClientHasThreeQuartersOfTheConnections() {
        server = new GuardedServer("streams.http.", Map.of("max-connections", "8"));
        List<RawClient> six = new ArrayList<>();
        await().until(() -> server.gauge("streams.http.connections") == 0);
        for (int i = 0; i < 6; i++) {
            six.add(server.connect());
            six.get(i).send(request("GET", "/"));
            six.get(i).readUntil("ok");
        }
        assertThat(server.connect().endsWithin(SOON)).isTrue();
        assertThat(server.closed(Closed.TOO_MANY_CONNECTIONS)).isEqualTo(1);
        six.get(0).close();
        await().until(() -> server.gauge("streams.http.connections") < 6);
        RawClient again = server.connect();
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
        server = new GuardedServer("streams.http.", Map.of());
        String x = "x".repeat(4096);
        String answers = RawClient.ask(
                server.port(), request("GET", "/") + head.formatted(x, x, x) + "\r\nHost: localhost\r\n\r\n");
        assertThat(answers)
                .startsWith("HTTP/1.1 200")
                .contains("HTTP/1.1 " + status, "application/problem+json", "\"status\":" + status, "\"detail\":");
    }

    /** The service accepts connections a moment before it watches them, and some never send a request. */
    @Test
    void connectionsFromBeforeTheWatchAreWatchedToo() {
        server = new GuardedServer("streams.http.", Map.of("max-connections", "8", "header-timeout", "1S"), false);
        List<RawClient> before = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            before.add(server.connect());
        }
        RawClient used = before.get(0);
        used.send(request("GET", "/"));
        used.readUntil("ok");
        server.watch();
        await().untilAsserted(() ->
                assertThat(server.closed(Closed.TOO_MANY_CONNECTIONS)).isPositive());
        for (RawClient silent : before.subList(1, 7)) {
            assertThat(silent.endsWithin(SOON)).isTrue();
        }
        await().until(() -> server.gauge("streams.http.connections") <= 1);
        assertThat(server.closed(Closed.TOO_MANY_CONNECTIONS) + server.closed(Closed.HEADER_TIMEOUT))
                .isBetween(6.0, 7.0);
    }

    @Test
    void connectionsThatNeverSendAByteCountAndEnd() {
        server = new GuardedServer("streams.http.", Map.of("max-connections", "8", "header-timeout", "1S"));
        List<RawClient> silent = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            silent.add(server.connect());
        }
        await().untilAsserted(() ->
                assertThat(server.closed(Closed.TOO_MANY_CONNECTIONS)).isEqualTo(1));
        for (RawClient one : silent) {
            assertThat(one.endsWithin(SOON)).isTrue();
        }
        assertThat(server.closed(Closed.HEADER_TIMEOUT)).isEqualTo(6);
        await().until(() -> server.gauge("streams.http.connections") == 0);
        RawClient next = server.connect();
        next.send(request("GET", "/"));
        assertThat(next.readUntil("ok")).contains("200");
    }
}
