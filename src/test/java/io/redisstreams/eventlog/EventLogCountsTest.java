package io.redisstreams.eventlog;

import static org.assertj.core.api.Assertions.assertThat;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.redisstreams.consume.EngineTest;
import io.redisstreams.consume.Script;
import io.redisstreams.consume.TestEngine;
import io.redisstreams.group.GroupSettings;
import io.redisstreams.group.OldestEntries;
import io.redisstreams.group.Status;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
class EventLogCountsTest extends EngineTest {
    private static final String SCAN =
            "SELECT group_name, status, event_type, count(*) FROM event_log WHERE stream = ? GROUP BY 1, 2, 3";
    private static final String COUNTED = """
            SELECT group_name, status, event_type, sum(change)::bigint FROM event_log_counts WHERE group_name LIKE ?
            GROUP BY 1, 2, 3 HAVING sum(change) <> 0""";

    @Inject
    AgroalDataSource database;

    @Inject
    EventLogCounts counts;

    @Inject
    DeadLetters letters;

    @Inject
    OldestEntries oldestEntries;

    /** Writers, folders and transactions that are rolled back, all at once. */
    @Test
    void theCountsAreThoseOfAScanAfterAnyHistory() throws SQLException {
        GroupSettings group = engine.group("counted");
        CompletableFuture.allOf(IntStream.range(0, 4)
                        .mapToObj(writer -> CompletableFuture.runAsync(() -> history(group, new Random(writer))))
                        .toArray(CompletableFuture[]::new))
                .join();
        letters.redriveAll(ofStream(group));
        assertCounted(group);
        new EventLogRetention(database, oldestEntries, TestEngine.config()).runOnce(Duration.ofDays(300));
        assertCounted(group);
        counts.fold();
        assertCounted(group);
        assertThat(number("SELECT count(*) FROM event_log_counts WHERE group_name LIKE ?", group.name() + "%"))
                .isLessThan(100);
    }

    /** What handlers, retries, redrives and discards do, as the engine does it. */
    @Test
    void theEngineIsCountedToo() throws SQLException {
        GroupSettings group = engine.group("engine-counted");
        engine.add(group, 30, Script.FINE);
        engine.add(group, 3, Script.ALWAYS_FAILS);
        engine.start(group);
        await().untilAsserted(() -> assertThat(engine.rows(group))
                .hasSize(33)
                .noneMatch(row -> row.status().equals("retrying")));
        assertCounted(group);
        assertThat(letters.discardAll(ofStream(group), "no")).isEqualTo(3);
        assertCounted(group);
    }

    @Test
    void countIsBothByStatusAndByType() {
        GroupSettings group = engine.group("typed");
        EventLogCounts.Counts before = counts.count();
        insert(group, 5, "processed", "counts.typed", "now()");
        insert(group, 2, "dead", "counts.typed", "now()");
        EventLogCounts.Counts after = counts.count();
        assertThat(after.of(Status.DEAD)).isEqualTo(before.of(Status.DEAD) + 2);
        assertThat(after.total()).isGreaterThanOrEqualTo(before.total() + 7);
        assertThat(after.byType()).contains(new EventLogCounts.TypeCount("counts.typed", 7));
    }

    private static EventLogFilter ofStream(GroupSettings group) {
        return new EventLogFilter(null, null, null, group.stream(), null, null, null, null, null, null);
    }

    private void history(GroupSettings group, Random random) {
        String[] statuses = {"processed", "unhandled", "retrying", "dead", "discarded"};
        for (int step = 0; step < 60; step++) {
            String status = statuses[random.nextInt(5)];
            String type = "type." + random.nextInt(3);
            switch (random.nextInt(6)) {
                case 0, 1 -> insert(group, 1 + random.nextInt(20), status, type, "now() - interval '400 days'");
                case 2 -> insert(group, 1, status, type, "now()");
                case 3 ->
                    engine.update(
                            "UPDATE event_log SET status = ? WHERE id = ANY (ARRAY(SELECT id FROM event_log"
                                    + " WHERE stream = ? AND event_type = ? ORDER BY id LIMIT 7 FOR UPDATE SKIP LOCKED))",
                            status,
                            group.stream(),
                            type);
                case 4 ->
                    engine.update(
                            "DELETE FROM event_log WHERE id = ANY (ARRAY(SELECT id FROM event_log"
                                    + " WHERE stream = ? AND status = ? LIMIT 5 FOR UPDATE SKIP LOCKED))",
                            group.stream(),
                            status);
                default -> foldAndFail(group);
            }
        }
    }

    private void foldAndFail(GroupSettings group) {
        try (var connection = database.getConnection()) {
            counts.fold();
            connection.setAutoCommit(false);
            try (var delete = connection.prepareStatement("DELETE FROM event_log WHERE id = (SELECT id FROM event_log"
                    + " WHERE stream = ? LIMIT 1 FOR UPDATE SKIP LOCKED)")) {
                delete.setString(1, group.stream());
                delete.executeUpdate();
            }
            connection.rollback();
        } catch (SQLException failure) {
            throw new CompletionException(failure);
        }
    }

    private void insert(GroupSettings group, int count, String status, String type, String at) {
        engine.update(
                "INSERT INTO event_log (event_id, stream, message_id, event_type, payload, group_name, consumer, status,"
                        + " attempts, published_at, created_at) SELECT gen_random_uuid(), ?, '1-0', ?, '1',"
                        + " ? || i % 2, 'c', ?, 1, now(), " + at + " FROM generate_series(1, ?) AS i",
                group.stream(),
                type,
                group.name(),
                status,
                count);
    }

    private void assertCounted(GroupSettings group) throws SQLException {
        assertThat(read(COUNTED, group.name() + "%")).isNotEmpty().isEqualTo(read(SCAN, group.stream()));
    }

    private Map<String, Long> read(String sql, String parameter) throws SQLException {
        try (var connection = database.getConnection();
                var select = connection.prepareStatement(sql)) {
            select.setString(1, parameter);
            Map<String, Long> found = new TreeMap<>();
            try (var rows = select.executeQuery()) {
                while (rows.next()) {
                    found.put(rows.getString(1) + ' ' + rows.getString(2) + ' ' + rows.getString(3), rows.getLong(4));
                }
            }
            return found;
        }
    }

    private long number(String sql, String parameter) throws SQLException {
        try (var connection = database.getConnection();
                var select = connection.prepareStatement(sql)) {
            select.setString(1, parameter);
            try (var rows = select.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }

    /** Whoever publishes chooses the types: an answer with 100,000 of them helps nobody. */
    @Test
    void rareTypesAreToldTogether() {
        List<EventLogCounts.TypeCount> all = IntStream.range(0, 150)
                .mapToObj(i -> new EventLogCounts.TypeCount("type." + i, i < 149 ? 150 - i : -1))
                .toList();
        List<EventLogCounts.TypeCount> shown = EventLogCounts.shown(all);
        assertThat(shown).hasSize(101).startsWith(all.get(0));
        assertThat(shown.get(100).eventType()).isEqualTo(EventLogCounts.OTHER);
        assertThat(shown.stream().mapToLong(EventLogCounts.TypeCount::count).sum())
                .isEqualTo(
                        all.stream().mapToLong(EventLogCounts.TypeCount::count).sum());
    }
}
