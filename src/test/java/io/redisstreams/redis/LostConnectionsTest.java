package io.redisstreams.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.redis.datasource.ReactiveRedisDataSource;
import io.redisstreams.reliability.FaultProxy;
import io.redisstreams.reliability.RedisUnderTest;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Connections that never come back, and what gets the client to work again. */
class LostConnectionsTest {
    private static final int POOL = 2;

    @TempDir
    static Path directory;

    private static RedisUnderTest server;
    private static FaultProxy proxy;
    private static Vertx vertx;

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private ReplaceableRedis redis;
    private ClientWatch watch;

    @BeforeAll
    static void start() {
        server = new RedisUnderTest(directory);
        proxy = new FaultProxy(server.port());
        vertx = Vertx.vertx();
    }

    @AfterAll
    static void stop() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
        proxy.close();
        server.close();
    }

    @BeforeEach
    void make() {
        redis = new ReplaceableRedis(() -> client(POOL));
        watch = new ClientWatch("test", redis, () -> client(1), meters, Clock.systemUTC());
    }

    @AfterEach
    void close() {
        proxy.forward();
        redis.close();
    }

    @Test
    void aCallerThatNoLongerWaitsLosesNoConnection() {
        var source = new UncancelledDataSource(
                io.vertx.mutiny.core.Vertx.newInstance(vertx), io.vertx.mutiny.redis.client.Redis.newInstance(redis));
        proxy.silent();
        int accepted = proxy.accepted();
        for (int i = 0; i < POOL; i++) {
            give(source);
        }
        await().until(() -> proxy.accepted() == accepted + POOL);
        proxy.forward();
        assertThat(source.execute("PING").await().atMost(Duration.ofSeconds(5)).toString())
                .isEqualTo("PONG");
    }

    /** Waits for a moment only, as each timeout does. */
    private static void give(ReactiveRedisDataSource source) {
        Uni<Void> work =
                source.withConnection(connection -> connection.execute("PING").replaceWithVoid());
        work.ifNoItem()
                .after(Duration.ofMillis(50))
                .fail()
                .onFailure()
                .recoverWithNull()
                .await()
                .indefinitely();
    }

    @Test
    void aClientIsReplacedWhoseHandshakesNeverEnd() {
        proxy.silent();
        int accepted = proxy.accepted();
        for (int i = 0; i < POOL; i++) {
            redis.send(Request.cmd(Command.PING));
        }
        await().until(() -> proxy.accepted() >= accepted + POOL);
        look(() -> !watch.state().usable());
        assertThat(watch.state().error()).isNotBlank();
        assertThat(watch.state().brokenFor())
                .as("Redis answers nobody: it is not ours")
                .isNull();
        assertThat(replaced()).isZero();
        proxy.forwardNew();
        look(() -> watch.state().usable());
        assertThat(replaced()).isEqualTo(1);
        assertThat(ping()).isEqualTo("PONG");
    }

    @Test
    void aClientIsReplacedWhoseConnectionsWereTakenAndNotReturned() {
        for (int i = 0; i < POOL; i++) {
            redis.connect().toCompletionStage().toCompletableFuture().join();
        }
        look(() -> replaced() == 1);
        look(() -> watch.state().usable());
        assertThat(ping()).isEqualTo("PONG");
    }

    /** One of its connections may have come through the silence, and another not. */
    @Test
    void aClientIsReplacedAfterASilence() {
        assertThat(ping()).isEqualTo("PONG");
        proxy.silent();
        look(() -> !watch.state().usable());
        Future<Response> waiting = redis.send(Request.cmd(Command.PING));
        await().pollDelay(Duration.ofMillis(100)).until(() -> !waiting.isComplete());
        proxy.forwardNew();
        look(() -> watch.state().usable());
        assertThat(replaced()).isEqualTo(1);
        await().until(waiting::failed);
    }

    /** What liveness goes by: no new client helps, though Redis answers others. */
    @Test
    void aClientStaysBrokenWhileRedisAnswersOthers() {
        watch = new ClientWatch("broken", redis, () -> direct(), meters, Clock.systemUTC());
        proxy.silent();
        look(() -> watch.state().brokenFor() != null);
        Duration first = watch.state().brokenFor();
        look(() -> meters.get("streams.redis.client.replaced")
                        .tag("client", "broken")
                        .counter()
                        .count()
                >= 2);
        assertThat(watch.state().usable()).isFalse();
        assertThat(watch.state().brokenFor()).as("since it broke first").isGreaterThan(first);
        proxy.forward();
        look(() -> watch.state().usable());
        assertThat(watch.state().brokenFor()).isNull();
    }

    private static Redis direct() {
        return Redis.createClient(vertx, "redis://127.0.0.1:" + server.port());
    }

    @Test
    void aServerThatIsAwayIsWaitedFor() {
        server.stop();
        look(() -> !watch.state().usable());
        assertThat(replaced()).isZero();
        assertThat(watch.state().brokenFor()).isNull();
        server.start();
        look(() -> watch.state().usable());
        assertThat(replaced()).isZero();
    }

    private void look(java.util.concurrent.Callable<Boolean> until) {
        await().atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(100))
                .until(() -> {
                    watch.look();
                    return until.call();
                });
    }

    private double replaced() {
        return meters.get("streams.redis.client.replaced").counter().count();
    }

    private String ping() {
        return redis.send(Request.cmd(Command.PING))
                .timeout(5, TimeUnit.SECONDS)
                .map(Response::toString)
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    private static Redis client(int connections) {
        return Redis.createClient(
                vertx,
                new RedisOptions()
                        .setConnectionString("redis://127.0.0.1:" + proxy.port())
                        .setMaxPoolSize(connections)
                        .setMaxPoolWaiting(100));
    }
}
