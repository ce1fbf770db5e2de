package io.redisstreams.reliability;

import static io.redisstreams.push.TestEndpoint.respond;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import io.redisstreams.push.TestEndpoint;
import io.redisstreams.push.TestEndpoint.Call;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Events that are posted to an endpoint of somebody else, while processes die and groups come and go. */
class PushIT {
    private static final Map<String, String> LOCAL = Map.of("streams.push.allowed-hosts", "127.0.0.1");

    @RegisterExtension
    static final Playground playground = new Playground();

    private final Map<String, AtomicInteger> accepted = new ConcurrentHashMap<>();
    private final AtomicLong acceptedCalls = new AtomicLong();
    private final CountDownLatch over = new CountDownLatch(1);

    /** An endpoint on a bad day. What it accepts it takes its time for, so that kills meet calls under way. */
    private void answerByChance(Call call, HttpExchange exchange) throws IOException {
        int chance = ThreadLocalRandom.current().nextInt(100);
        pause(chance < 2 ? 60_000 : 60);
        if (chance < 2 || chance >= 95) {
            return; // Hung until nobody waits any more, or dropped.
        }
        if (chance < 15) {
            respond(exchange, 500, "out of order");
        } else if (chance < 25) {
            exchange.getResponseHeaders().set("Retry-After", "1");
            respond(exchange, 429, "too many");
        } else {
            accepted.computeIfAbsent(call.id(), id -> new AtomicInteger()).incrementAndGet();
            acceptedCalls.incrementAndGet();
            respond(exchange, 200, "ok");
        }
    }

    private void pause(long millis) {
        try {
            over.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void killedAgainAndAgainWhileTheEndpointAnswersByChance() throws IOException {
        int events = Playground.events(1000);
        try (TestEndpoint endpoint = new TestEndpoint(this::answerByChance)) {
            ServiceProcess first = playground.start(LOCAL).awaitReady();
            define(first, "pushed", """
                    "concurrency": 8, "maxAttempts": 1000, "visibilityTimeout": "2S", "reclaimEvery": "500MS",
                    "backoff": {"initial": "100MS", "max": "1S"}, "push": {"url": "%s", "timeout": "1S"}""".formatted(endpoint.url()));
            ServiceProcess second = playground.start(LOCAL);
            playground.produce("pushed", events);
            int kills = 0;
            for (long before = 0; processed("pushed") < events && kills < 3; kills++) {
                long goal = Math.min(events, before + events / 8);
                await().atMost(Duration.ofSeconds(60)).until(() -> acceptedCalls.get() >= goal);
                before = acceptedCalls.get();
                first.kill();
                first = second;
                second = playground.start(LOCAL);
            }
            await().atMost(Duration.ofSeconds(120)).until(() -> processed("pushed") == events);
            over.countDown();

            assertThat(kills).isGreaterThanOrEqualTo(3);
            assertThat(accepted.keySet()).isEqualTo(logged("pushed")).hasSize(events);
            assertThat(count("pushed", "status <> 'processed'")).isZero();
            // Each kill leaves at most what was under way.
            long duplicates = acceptedCalls.get() - events;
            assertThat(duplicates).isLessThanOrEqualTo(kills * (8L + 200));
            playground.report(
                    "push, kill -9, endpoint by chance",
                    events,
                    kills + " kills",
                    "pushed",
                    duplicates + " posted twice");
            first.kill();
            second.kill();
        }
    }

    @Test
    void aGroupIsDefinedChangedAndDeletedUnderLoad() throws IOException {
        int events = Playground.events(500);
        try (TestEndpoint old = new TestEndpoint((call, exchange) -> respond(exchange, 200, ""));
                TestEndpoint fresh = new TestEndpoint((call, exchange) -> respond(exchange, 200, ""));
                ServiceProcess one = playground.start(LOCAL).awaitReady();
                ServiceProcess other = playground.start(LOCAL).awaitReady()) {
            define(one, "moving", "\"push\": {\"url\": \"" + old.url() + "\"}");
            playground.produce("moved", events);
            // Both instances have a reader.
            await().atMost(Duration.ofSeconds(30)).until(() -> consumersOf("moving") >= 2);
            await().atMost(Duration.ofSeconds(30)).until(() -> !old.calls().isEmpty());

            assertThat(other.put(
                                    "/api/groups/moving",
                                    "{\"concurrency\": 4, \"push\": {\"url\": \"" + fresh.url() + "\"}}")
                            .statusCode())
                    .isEqualTo(200);
            // Until the loops have begun anew, the old endpoint gets what comes.
            AtomicInteger produced = new AtomicInteger(events);
            await().atMost(Duration.ofSeconds(60)).until(() -> {
                playground.produce("moved", 10);
                produced.addAndGet(10);
                return !fresh.calls().isEmpty();
            });
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> count("moving", "status = 'processed'") == produced.get());
            Set<String> posted = new HashSet<>();
            List.of(old, fresh).forEach(endpoint -> endpoint.calls().forEach(call -> posted.add(call.id())));
            assertThat(posted).containsAll(logged("moving"));

            playground.produce("moved", events);
            produced.addAndGet(events);
            assertThat(other.delete("/api/groups/moving?pending=discard")).isEqualTo(202);
            await().atMost(Duration.ofSeconds(30)).until(() -> one.status("/api/groups/moving") == 404);
            assertThat(consumersOf("moving")).isZero();
            assertThat(count("moving", "status IN ('retrying', 'dead')")).isZero();
            // The other group of the stream has noticed nothing.
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> Playground.safely(() -> playground.differentEffects("moved")) == produced.get());
            assertThat(playground.effects("moved")).isEqualTo(produced.get());
            assertThat(count(Playground.GROUP, "payload ->> 'roomId' = 'moved' AND status = 'processed'"))
                    .isEqualTo(produced.get());
        }
    }

    private static void define(ServiceProcess service, String name, String settings) throws IOException {
        var answer = service.answer(
                "/api/groups",
                "{\"name\": \"%s\", \"stream\": \"%s\", \"startFrom\": \"$\", %s}"
                        .formatted(name, Playground.STREAM, settings));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        // It begins at the end of the stream, so it must be there before the events are.
        await().atMost(Duration.ofSeconds(30)).until(() -> consumersOf(name) > 0);
    }

    private static long processed(String group) {
        return Playground.safely(() -> count(group, "status = 'processed'"));
    }

    private static long count(String group, String which) {
        return playground.postgres.number(
                "SELECT count(*) FROM event_log WHERE group_name = '" + group + "' AND " + which);
    }

    private static Set<String> logged(String group) {
        return Set.copyOf(playground.postgres.texts(
                "SELECT event_id::text FROM event_log WHERE group_name = '" + group + "' AND status = 'processed'"));
    }

    /** Readers of the group; 0 when it is not there. */
    private static long consumersOf(String group) {
        try (RespClient redis = playground.redis.connect()) {
            return ((List<?>) redis.call("XINFO", "CONSUMERS", Playground.STREAM, group))
                    .stream()
                            .filter(consumer ->
                                    ((List<?>) consumer).get(1).toString().endsWith("-1"))
                            .count();
        } catch (RuntimeException noGroup) {
            return 0;
        }
    }
}
