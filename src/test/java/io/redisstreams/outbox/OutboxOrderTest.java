package io.redisstreams.outbox;

import static io.redisstreams.outbox.OutboxRows.event;
import static io.redisstreams.outbox.OutboxRows.id;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.redis.datasource.stream.StreamRange;
import io.quarkus.test.junit.QuarkusTest;
import io.redisstreams.consume.EngineTest;
import io.redisstreams.event.Publication;
import io.redisstreams.group.GroupSettings;
import io.redisstreams.outbox.OutboxStore.Inserted;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whoever publishes, the events of a key come into the stream in the order of their rows. */
@QuarkusTest
class OutboxOrderTest extends EngineTest {
    @Inject
    Outbox outbox;

    @Inject
    OutboxRows rows;

    @Inject
    OutboxStore store;

    @Inject
    OutboxSweep sweep;

    @Inject
    RedisDataSource redis;

    @Test
    void aRowWaitsForAnEarlierOneOfItsKey() {
        GroupSettings group = engine.group("behind");
        Publication first = event(group, "a");
        Publication second = event(group, "a");
        Publication other = event(group, "b");
        insert(List.of(first));

        assertThat(rows.publish(second).messageId()).isNull();
        assertThat(rows.publish(other).messageId()).isNotNull();

        await().until(() -> engine.length(group.stream()) == 3);
        assertThat(published(group)).containsExactly(id(other), id(first), id(second));
    }

    @Test
    void oneRightBehindAnotherIsAnsweredToo() {
        GroupSettings group = engine.group("close");
        List<Publication> events =
                Stream.generate(() -> event(group, "a")).limit(20).toList();
        for (Publication event : events) {
            assertThat(rows.publish(event).messageId()).isNotNull();
        }
        assertThat(published(group)).containsExactlyElementsOf(ids(events));
    }

    @Test
    void eventsOfOneTransactionKeepTheirOrder() {
        GroupSettings group = engine.group("together");
        List<Publication> events = IntStream.range(0, 300)
                .mapToObj(i -> event(group, "key " + i % 3))
                .toList();
        QuarkusTransaction.requiringNew().run(() -> outbox.appendAll(events));
        await().until(() -> engine.length(group.stream()) == 300);
        assertOrder(group, events);
    }

    /** As several instances, each with its own sweep, that find the same rows. */
    @Test
    void manySweepsAtOnceKeepTheOrder() {
        GroupSettings group = engine.group("swept");
        List<Publication> events = IntStream.range(0, 3000)
                .mapToObj(i -> event(group, "key " + i % 7))
                .toList();
        insert(events);
        engine.update("UPDATE outbox SET held_until = NULL WHERE stream = ?", group.stream());

        CompletableFuture.allOf(Stream.generate(() -> CompletableFuture.runAsync(sweep::runOnce))
                        .limit(4)
                        .toArray(CompletableFuture[]::new))
                .join();

        await().until(() -> engine.length(group.stream()) == 3000);
        assertOrder(group, events);
    }

    /** The row lock on what the events are about orders their rows; here a lock on a number is in its place. */
    @Test
    void concurrentWritersOfAKeyKeepTheOrder() {
        GroupSettings group = engine.group("writers");
        List<Publication> committed = new ArrayList<>();
        CompletableFuture.allOf(IntStream.range(0, 8)
                        .mapToObj(writer -> CompletableFuture.runAsync(() -> {
                            for (int i = 0; i < 25; i++) {
                                QuarkusTransaction.requiringNew().run(() -> {
                                    engine.lock(4711);
                                    Publication event = event(group, "a");
                                    outbox.append(event);
                                    committed.add(event);
                                });
                            }
                        }))
                        .toArray(CompletableFuture[]::new))
                .join();
        await().until(() -> engine.length(group.stream()) >= 200);
        assertThat(published(group)).containsExactlyElementsOf(ids(committed));
    }

    @Test
    void whatRedisLostIsPublishedAgainInOrder() {
        GroupSettings group = engine.group("lost");
        List<Publication> events =
                Stream.generate(() -> event(group, "a")).limit(20).toList();
        events.forEach(rows::publish);
        await().until(() -> rows.unmarked(group) == 0);
        engine.redis("DEL", group.stream());
        engine.update(
                "UPDATE outbox SET published_at = NULL, message_id = NULL, held_until = NULL WHERE stream = ?",
                group.stream());
        Publication next = event(group, "a");
        rows.publish(next);
        await().until(() -> engine.length(group.stream()) == 21);
        List<UUID> expected = new ArrayList<>(ids(events));
        expected.add(id(next));
        assertThat(published(group)).containsExactlyElementsOf(expected);
    }

    @Test
    void anEntryCarriesItsKey() {
        GroupSettings group = engine.group("keyed");
        rows.publish(event(group, "the key"));
        assertThat(redis.stream(String.class).xrange(group.stream(), StreamRange.of("-", "+")))
                .singleElement()
                .satisfies(entry -> assertThat(entry.payload()).containsEntry("key", "the key"));
    }

    private void insert(List<Publication> publications) {
        Collection<Inserted> inserted = QuarkusTransaction.requiringNew()
                .call(() -> store.insert(publications))
                .values();
        assertThat(inserted).hasSameSizeAs(publications);
    }

    private void assertOrder(GroupSettings group, List<Publication> events) {
        Map<String, List<UUID>> expected =
                events.stream().collect(groupingBy(event -> event.event().key(), mapping(OutboxRows::id, toList())));
        Map<UUID, String> keys = events.stream()
                .collect(Collectors.toMap(OutboxRows::id, event -> event.event().key()));
        assertThat(published(group).stream().collect(groupingBy(keys::get))).isEqualTo(expected);
    }

    private List<UUID> published(GroupSettings group) {
        return redis.stream(String.class).xrange(group.stream(), StreamRange.of("-", "+")).stream()
                .map(entry -> UUID.fromString(entry.payload().get("id")))
                .toList();
    }

    private static List<UUID> ids(List<Publication> publications) {
        return publications.stream().map(OutboxRows::id).toList();
    }
}
