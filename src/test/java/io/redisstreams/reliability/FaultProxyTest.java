package io.redisstreams.reliability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.UncheckedIOException;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The proxy breaks what it says, and nothing else. */
class FaultProxyTest {
    @TempDir
    static Path directory;

    private static RedisUnderTest redis;
    private static FaultProxy proxy;

    @BeforeAll
    static void start() {
        redis = new RedisUnderTest(directory);
        proxy = new FaultProxy(redis.port());
    }

    @AfterAll
    static void stop() {
        proxy.close();
        redis.close();
    }

    @AfterEach
    void repair() {
        proxy.forward();
    }

    @Test
    void forwards() {
        try (RespClient client = new RespClient(proxy.port())) {
            assertThat(client.call("PING")).isEqualTo("PONG");
        }
    }

    @Test
    void silentHoldsOldAndNewConnections() {
        try (RespClient old = new RespClient(proxy.port())) {
            assertThat(old.call("PING")).isEqualTo("PONG");
            proxy.silent();
            try (RespClient fresh = new RespClient(proxy.port())) {
                assertNoAnswer(old);
                assertNoAnswer(fresh);
            }
        }
    }

    @Test
    void newConnectionsOnlyAreForwardedAfterASilence() {
        proxy.silent();
        int before = proxy.accepted();
        try (RespClient old = new RespClient(proxy.port())) {
            await().until(() -> proxy.accepted() > before);
            proxy.forwardNew();
            assertNoAnswer(old);
        }
        forwards();
    }

    @Test
    void latencyDelaysBothDirections() {
        try (RespClient client = new RespClient(proxy.port())) {
            proxy.latency(Duration.ofMillis(50));
            long start = System.nanoTime();
            client.call("PING");
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(100));
        }
    }

    @Test
    void halfOpenKeepsTheClientsSideAndServesNewConnections() {
        try (RespClient old = new RespClient(proxy.port())) {
            old.call("PING");
            proxy.halfOpen();
            assertNoAnswer(old);
        }
        forwards();
    }

    @Test
    void cutAnswersLetsTheRequestThrough() {
        proxy.cutAnswersTo("XADD");
        try (RespClient client = new RespClient(proxy.port())) {
            assertThat(client.call("PING")).isEqualTo("PONG");
            assertThatThrownBy(() -> client.call("XADD", "cut", "*", "a", "b"))
                    .isInstanceOf(UncheckedIOException.class);
        }
        try (RespClient direct = redis.connect()) {
            assertThat(direct.call("XLEN", "cut")).isEqualTo(1L);
        }
        assertThat(proxy.cutAnswers()).isEqualTo(1);
    }

    @Test
    void cutClosesOldConnectionsOnly() {
        try (RespClient client = new RespClient(proxy.port())) {
            client.call("PING");
            proxy.cut();
            assertThatThrownBy(() -> client.call("PING")).isInstanceOf(UncheckedIOException.class);
        }
        forwards();
    }

    private static void assertNoAnswer(RespClient client) {
        client.patience(Duration.ofMillis(200));
        assertThatThrownBy(() -> client.call("PING")).hasCauseInstanceOf(SocketTimeoutException.class);
    }
}
