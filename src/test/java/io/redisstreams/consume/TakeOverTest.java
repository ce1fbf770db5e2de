package io.redisstreams.consume;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.redisstreams.consume.TestEngine.Pending;
import io.redisstreams.eventlog.EventHistory;
import io.redisstreams.eventlog.EventHistory.Step;
import io.redisstreams.group.GroupSettings;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** What dead consumers left: taken over in time, counted, and in the end given up. */
@QuarkusTest
class TakeOverTest extends EngineTest {
    @Inject
    RedisDataSource redis;

    @Inject
    EventHistory history;

    @ConfigProperty(name = "quarkus.datasource.jdbc.url")
    String url;

    @ConfigProperty(name = "quarkus.datasource.username")
    String user;

    @ConfigProperty(name = "quarkus.datasource.password")
    String password;

    @Test
    void theWorkOfADeadConsumerIsTakenOverInTime() {
        GroupSettings group = engine.group("dead");
        List<UUID> ids = engine.add(group, 20, Script.FINE);
        Node node = engine.start(group);
        await().untilAsserted(() -> assertThat(engine.rows(group)).hasSize(20));
        node.stop();
        List<UUID> left = engine.add(group, 20, Script.FINE);
        engine.readAsGhost(group, "ghost", 20);

        engine.start(group);

        // The visibility timeout, one tick, and a second and a half for a slow machine.
        await().atMost(Duration.ofMillis(1000 + 500 + 1500))
                .untilAsserted(() -> assertThat(engine.pending(group)).isEmpty());
        ids = new ArrayList<>(ids);
        ids.addAll(left);
        engine.assertProcessedOnce(group, ids, effects);
    }

    /** As the transaction of a frozen process does that nobody may end. */
    /** Redis's clock was an hour ahead when they were delivered, and is right again: they must not look fresh for an hour. */
    @Test
    void whatWasDeliveredInTheFutureIsTakenOverToo() {
        GroupSettings group = engine.group("future");
        List<UUID> ids = engine.add(group, 3, Script.FINE);
        List<String> messageIds = engine.readAsGhost(group, "ghost", 3);
        new DeliveryTimes(redis).later(group.stream(), Duration.ofHours(1));
        assertThat(engine.pending(group))
                .containsExactlyElementsOf(messageIds.stream()
                        .map(id -> new Pending(id, "ghost", 1))
                        .toList());

        engine.start(group);

        await().untilAsserted(() -> {
            engine.assertProcessedOnce(group, ids, effects);
            assertThat(engine.pending(group)).isEmpty();
        });
    }

    @Test
    void aLockedEventHoldsUpNoOther() throws SQLException {
        GroupSettings group = engine.group("locked");
        List<UUID> ids = engine.add(group, 20, Script.FINE);
        engine.readAsGhost(group, "ghost", 20);
        UUID locked = ids.get(5);
        try (Connection connection = DriverManager.getConnection(url, user, password);
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute(
                    "INSERT INTO event_log (event_id, stream, message_id, event_type, payload, group_name, consumer, status,"
                            + " attempts, published_at) VALUES ('" + locked + "', 's', '1-0', 't', '{}', '"
                            + group.name()
                            + "', 'frozen', 'processed', 1, now())");
            engine.start(group);
            // What is read meanwhile goes its way; what was taken over, too, after twice the lock timeout.
            await().untilAsserted(() -> assertThat(engine.rows(group)).hasSize(19));
            UUID next = engine.add(group, Script.FINE);
            await().until(() -> effects.count(group, next) == 1);
            engine.add(group, 20, Script.FINE);
            await().untilAsserted(() -> assertThat(engine.rows(group)).hasSize(40));
            assertThat(effects.count(group, locked)).isZero();
            connection.rollback();
            await().until(() -> effects.count(group, locked) == 1);
            await().untilAsserted(() -> assertThat(engine.pending(group)).isEmpty());
            assertThat(engine.row(group, locked).attempts()).isEqualTo(1);
        }
    }

    @Test
    void whatIsYoungerThanTheVisibilityTimeoutIsLeftToItsConsumer() {
        GroupSettings group = engine.group("young", "visibility-timeout=1M", "reclaim-every=100MS");
        engine.add(group, 3, Script.FINE);
        engine.readAsGhost(group, "ghost", 3);
        UUID next = engine.add(group, Script.FINE);
        engine.start(group);
        await().until(() -> effects.count(group, next) == 1);
        always(Duration.ofSeconds(1))
                .until(() -> engine.pending(group).stream()
                                .filter(entry -> entry.consumer().equals("ghost"))
                                .count()
                        == 3);
    }

    @Test
    void aTakeOverIsADeliveryMore() {
        GroupSettings group =
                engine.group("counted", "visibility-timeout=1M", "reclaim-every=100MS", "max-deliveries=9");
        engine.add(group, 2, Script.sleeping(800));
        List<String> ids = engine.readAsGhost(group, "ghost", 2);
        engine.age(group, "ghost", ids.get(0), 120_000, 1);
        engine.age(group, "ghost", ids.get(1), 120_000, 4);
        Node node = engine.start(group);
        await().untilAsserted(() ->
                assertThat(engine.pending(group)).contains(new Pending(ids.get(0), node.consumer("reclaimer"), 2)));
        await().untilAsserted(() ->
                assertThat(engine.pending(group)).contains(new Pending(ids.get(1), node.consumer("reclaimer"), 5)));
        await().untilAsserted(() -> assertThat(engine.pending(group)).isEmpty());
    }

    /** After a reply that was lost, say: it is the same consumer, and it has not died. */
    @Test
    void whatAConsumerFindsPendingForItselfIsNoDeliveryMore() {
        GroupSettings group = engine.group("own", "visibility-timeout=1M", "concurrency=1");
        UUID id = engine.add(group, Script.sleeping(800));
        Node node = engine.node(TestEngine.config(group));
        String messageId = engine.readAsGhost(group, node.consumer("1"), 1).get(0);

        node.start();

        await().until(() -> effects.runs(group, id) == 1);
        assertThat(engine.pending(group)).containsExactly(new Pending(messageId, node.consumer("1"), 1));
        await().untilAsserted(() -> assertThat(engine.pending(group)).isEmpty());
        assertThat(effects.runs(group, id)).isEqualTo(1);
    }

    /** More than one page of them. */
    @Test
    void allThatIsPendingForAConsumerIsWorkedOffFirst() {
        GroupSettings group = engine.group("own-pages", "visibility-timeout=1M", "concurrency=1", "batch-size=7");
        List<UUID> ids = engine.add(group, 50, Script.FINE);
        Node node = engine.node(TestEngine.config(group));
        List<String> messageIds = engine.readAsGhost(group, node.consumer("1"), 50);
        engine.redis("XDEL", group.stream(), messageIds.get(3));

        node.start();

        await().untilAsserted(() -> assertThat(engine.pending(group)).isEmpty());
        List<UUID> there = new ArrayList<>(ids);
        there.remove(3);
        engine.assertProcessedOnce(group, there, effects);
    }

    /** So that one that kills its consumer takes no other with it. */
    @Test
    void suspectsRunAlone() {
        GroupSettings group = engine.group("suspects", "visibility-timeout=1M", "reclaim-every=100MS");
        List<UUID> ids = engine.add(group, 6, Script.FINE);
        List<String> messageIds = engine.readAsGhost(group, "ghost", 6);
        for (int i = 0; i < 6; i++) {
            engine.age(group, "ghost", messageIds.get(i), 120_000, i < 3 ? 1 : 2);
        }

        engine.start(group);

        await().untilAsserted(() -> engine.assertProcessedOnce(group, ids, effects));
        assertThat(ids.subList(0, 3).stream()
                        .flatMap(id -> effects.transactions(group, id).stream())
                        .distinct())
                .hasSize(1);
        assertThat(ids.stream()
                        .flatMap(id -> effects.transactions(group, id).stream())
                        .distinct())
                .hasSize(4);
        await().untilAsserted(() -> assertThat(engine.pending(group)).isEmpty());
    }

    @Test
    void anEntryThatKilledItsConsumersIsADeadLetterWithoutBeingRun() {
        GroupSettings group = engine.group("killers", "visibility-timeout=1M", "reclaim-every=100MS");
        List<UUID> ids = engine.add(group, 4, Script.FINE);
        List<String> messageIds = engine.readAsGhost(group, "ghost", 4);
        engine.age(group, "ghost", messageIds.get(0), 120_000, 3);
        engine.age(group, "ghost", messageIds.get(1), 120_000, 1);
        engine.age(group, "ghost", messageIds.get(2), 120_000, 17);
        // As XNACK FATAL of newer servers does, and as anybody may.
        engine.age(group, "ghost", messageIds.get(3), 120_000, Long.MAX_VALUE);

        engine.start(group);

        await().untilAsserted(() -> assertThat(engine.rows(group)).hasSize(4));
        await().untilAsserted(() -> assertThat(engine.pending(group)).isEmpty());
        assertThat(engine.row(group, ids.get(1)).status()).isEqualTo("processed");
        for (int killer : List.of(0, 2, 3)) {
            assertThat(engine.row(group, ids.get(killer)).status()).isEqualTo("dead");
            assertThat(engine.row(group, ids.get(killer)).error()).contains("its consumer died");
            assertThat(effects.runs(group, ids.get(killer))).isZero();
        }
        assertThat(engine.row(group, ids.get(0)).attempts()).isEqualTo(3);
        assertThat(history.of(ids.get(0))).extracting(Step::what).containsExactly("dead");
    }

    @Test
    void whatIsHandedBackIsTakenAtOnceAndIsNoDeliveryMore() {
        GroupSettings group = engine.group("handed", "visibility-timeout=1M", "reclaim-every=1M");
        UUID id = engine.add(group, Script.sleeping(500));
        String messageId = engine.readAsGhost(group, Lease.HANDED_BACK, 1).get(0);
        Node node = engine.start(group);
        await().until(() -> effects.runs(group, id) == 1);
        assertThat(engine.pending(group)).containsExactly(new Pending(messageId, node.consumer("reclaimer"), 1));
        await().untilAsserted(() -> engine.assertProcessedOnce(group, List.of(id), effects));
    }

    /** XAUTOCLAIM looks at ten times as many entries as it is asked for, and no further: the rest is the cursor's. */
    @Test
    void theEndOfALongPendingListIsReached() {
        GroupSettings group = engine.group("long", "visibility-timeout=1M", "reclaim-every=100MS", "concurrency=1");
        engine.addOld(group, 20_000);
        List<String> ids = engine.readAsGhost(group, "ghost", 20_000);
        for (String id : ids.subList(19_900, 20_000)) {
            engine.age(group, "ghost", id, 120_000, 1);
        }

        engine.start(group);

        await().untilAsserted(() -> assertThat(engine.rows(group)).hasSize(100));
        assertThat(engine.pending(group))
                .hasSize(19_900)
                .allMatch(entry -> entry.deliveries() == 1 && entry.consumer().equals("ghost"));
    }

    @Test
    void aPoisonEventAmongThoseTakenOverHoldsUpNoOther() {
        GroupSettings group = engine.group("mixed", "visibility-timeout=1M", "reclaim-every=100MS");
        List<UUID> fine = engine.add(group, 10, Script.FINE);
        UUID poison = engine.add(group, Script.ALWAYS_FAILS);
        for (String id : engine.readAsGhost(group, "ghost", 11)) {
            engine.age(group, "ghost", id, 120_000, 1);
        }

        engine.start(group);

        await().untilAsserted(() -> engine.assertProcessedOnce(group, fine, effects));
        await().untilAsserted(() -> assertThat(engine.row(group, poison))
                .isNotNull()
                .extracting(LogRow::status)
                .isEqualTo("dead"));
        await().untilAsserted(() -> assertThat(engine.pending(group)).isEmpty());
    }
}
