package io.redisstreams.consume;

import static io.restassured.RestAssured.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.junit.QuarkusTest;
import io.redisstreams.consume.HandlerRuns.SlowHandler;
import io.redisstreams.event.Event;
import io.redisstreams.event.EventIds;
import io.redisstreams.group.GroupSettings;
import io.redisstreams.handler.HandlerCall;
import io.redisstreams.redis.Entry;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A handler that holds up its loop for longer than the visibility timeout is reported, with the event. */
@QuarkusTest
class HandlerRunsTest extends EngineTest {
    private static final String CONCERNS = "service.concerns.findAll { it.code == 'handler-slow' }.text";

    @Inject
    HandlerRuns runs;

    @Test
    void namesTheEventUntilTheHandlerIsDone() throws Exception {
        GroupSettings group = engine.group("slow-handler", "visibility-timeout=1S");
        List<HandlerCall> works =
                Stream.generate(HandlerRunsTest::work).limit(3).toList();
        CountDownLatch release = new CountDownLatch(1);
        CompletableFuture<Void> running =
                CompletableFuture.runAsync(() -> runs.run(group, works, run -> hangAtTheSecond(run, release)));
        String event = works.get(1).entry().event().type() + ' ' + works.get(1).eventId();
        try {
            await().until(() -> runs.slow().stream().map(SlowHandler::event).anyMatch(event::equals));
            assertThat(runs.longestSeconds(group.name())).isGreaterThan(1);
            get("/api/monitoring/overview").then().body(CONCERNS, hasItem(containsString(group.name())));
            get("/api/monitoring/overview").then().body(CONCERNS, hasItem(containsString(event)));
        } finally {
            release.countDown();
        }
        running.get(30, TimeUnit.SECONDS);
        assertThat(runs.longestSeconds(group.name())).isZero();
        get("/api/monitoring/overview").then().body(CONCERNS, not(hasItem(containsString(event))));
    }

    private static void hangAtTheSecond(List<HandlerCall> run, CountDownLatch release) {
        run.get(0);
        run.get(1);
        try {
            release.await(60, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static HandlerCall work() {
        Event event = new Event(EventIds.next(), "test.slow", "{}", Instant.now());
        return new HandlerCall(new Entry("1-1", event), null, null, null, true, null);
    }
}
