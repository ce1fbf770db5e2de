package io.redisstreams.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agroal.api.AgroalDataSource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.redisstreams.consume.EngineTest;
import io.redisstreams.consume.TestEngine;
import io.redisstreams.event.Event;
import io.redisstreams.event.EventIds;
import io.redisstreams.event.Publication;
import io.redisstreams.fault.IdTakenException;
import io.redisstreams.group.GroupSettings;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
class PublicationIdsTest extends EngineTest {
    private static final Instant LONG_AGO = Instant.parse("2020-01-01T00:00:00Z");

    @Inject
    OutboxRows rows;

    @Inject
    Outbox outbox;

    @Inject
    AgroalDataSource database;

    /** Two callers with the same ids in opposite order must not wait for each other. */
    @Test
    void theOrderOfTheIdsDoesNotMatter() {
        GroupSettings group = engine.group("opposite");
        List<CompletableFuture<Void>> callers = IntStream.range(0, 8)
                .mapToObj(caller -> CompletableFuture.runAsync(() -> {
                    List<Publication> all = IntStream.range(0, 200)
                            .map(i -> caller % 2 == 0 ? i : 199 - i)
                            .mapToObj(i -> named(group, "id " + i, "{}", Instant.now(), null))
                            .toList();
                    QuarkusTransaction.requiringNew().call(() -> outbox.appendAll(all));
                }))
                .toList();
        assertThat(callers).allSatisfy(CompletableFuture::join);
        assertThat(rows.of(group)).hasSize(200);
    }

    /** The event log remembers longer than the window: an id is never an event that nobody handles. */
    @Test
    void anIdOfLongAgoIsStillTaken() throws SQLException {
        GroupSettings group = engine.group("long-ago");
        engine.start(group);
        rows.publish(named(group, "id", "{\"n\": 1}", LONG_AGO, null));
        rows.publish(named(group, "scheduled", "{}", LONG_AGO, Instant.now().plusSeconds(3600)));
        await().until(() -> engine.rows(group).size() == 1);
        assertThat(cleaner("24H").runOnce()).isPositive();

        assertThatThrownBy(() -> rows.publish(named(group, "id", "{}", Instant.now(), null)))
                .isInstanceOf(IdTakenException.class);
        assertThatThrownBy(() -> rows.publish(named(group, "scheduled", "[]", Instant.now(), null)))
                .isInstanceOf(IdTakenException.class)
                .hasMessageContaining("is scheduled for");
        assertThat(engine.length(group.stream())).isEqualTo(1);
    }

    /** An instance whose clock is a day ahead takes the time for past; PostgreSQL knows that it is not. */
    @Test
    void theClockOfTheInstanceDoesNotMakeAnEventDue() {
        GroupSettings group = engine.group("clock-ahead");
        Instant now = Instant.now();
        rows.publish(named(group, "ahead", "{}", now, now.plusSeconds(3600)));
        assertThatThrownBy(
                        () -> rows.publish(named(group, "ahead", "{}", now.plusSeconds(86_400), now.plusSeconds(7200))))
                .isInstanceOf(IdTakenException.class)
                .hasMessageContaining("is scheduled for");
        assertThat(engine.length(group.stream())).isZero();
    }

    /** The other way round: an instance whose clock is a day behind takes a time that has passed for one to come. */
    @Test
    void aTimeThatHasPassedIsPastForAnInstanceThatIsBehind() {
        GroupSettings group = engine.group("clock-behind");
        Instant now = Instant.now();
        rows.publish(named(group, "behind", "{}", now, now.plusSeconds(3600)));
        rows.publish(named(group, "behind", "{}", now.minusSeconds(86_400), now.minusSeconds(60)));
        await().until(() -> engine.length(group.stream()) == 1);
    }

    private PublicationIdsCleaner cleaner(String window) {
        return new PublicationIdsCleaner(database, TestEngine.config(Map.of("streams.idempotency.window", window)));
    }

    private static Publication named(
            GroupSettings group, String callId, String payload, Instant timestamp, Instant deliverAt) {
        Event event = new Event(EventIds.of(group.stream(), callId), "test.none", payload, timestamp);
        return new Publication(group.stream(), event, deliverAt).repeatable(callId);
    }
}
