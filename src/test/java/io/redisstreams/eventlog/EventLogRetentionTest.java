package io.redisstreams.eventlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.redisstreams.consume.EngineTest;
import io.redisstreams.consume.LogRow;
import io.redisstreams.consume.Script;
import io.redisstreams.consume.TestEngine;
import io.redisstreams.group.GroupSettings;
import io.redisstreams.group.OldestEntries;
import io.redisstreams.group.StreamsConfig;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
class EventLogRetentionTest extends EngineTest {
    private static final String INSERT = """
            INSERT INTO event_log (event_id, stream, message_id, event_type, payload, group_name, consumer, status,
                attempts, published_at, created_at)
            SELECT gen_random_uuid(), 's', '1-0', 't', '1', ?, 'c', ?, 1, now(), now() - ? * interval '1 day'
            FROM generate_series(1, ?)""";

    @Inject
    AgroalDataSource database;

    @Inject
    OldestEntries oldestEntries;

    @Inject
    EventHistory history;

    @Test
    void deletesWhatIsOldAndDecided() throws Exception {
        GroupSettings group = engine.group("old");
        insert(group, "processed", 400, 4500);
        insert(group, "discarded", 400, 1);
        insert(group, "dead", 400, 1);
        insert(group, "retrying", 400, 1);
        insert(group, "processed", 200, 1);

        assertThat(retention(TestEngine.config()).runOnce(Duration.ofDays(300))).isEqualTo(4501);

        assertThat(engine.rows(group)).extracting(LogRow::status).containsExactly("dead", "retrying", "processed");
    }

    @Test
    void whatHappenedToAnEventGoesWithIt() throws Exception {
        GroupSettings group = engine.group("storied");
        insert(group, "processed", 400, 1);
        insert(group, "dead", 400, 1);
        UUID processed = engine.rows(group).get(0).eventId();
        UUID dead = engine.rows(group).get(1).eventId();
        for (UUID id : new UUID[] {processed, dead}) {
            engine.update(
                    "INSERT INTO event_history (event_id, group_name, what, attempt) VALUES (?, ?, 'failed', 1)",
                    id,
                    group.name());
        }

        retention(TestEngine.config()).runOnce(Duration.ofDays(300));

        assertThat(history.of(processed)).isEmpty();
        assertThat(history.of(dead)).hasSize(1);
    }

    /** Another group is paused for longer than the retention: the reconciler still looks for its event in the outbox. */
    @Test
    void aRowStaysWhileItsEventIsInTheOutbox() throws Exception {
        GroupSettings group = engine.group("kept");
        UUID kept = logged(group, "1-0");
        UUID gone = logged(group, "2-0");
        engine.update(
                "INSERT INTO outbox (event_id, stream, event_type, payload, created_at, published_at, message_id)"
                        + " VALUES (?, ?, 't', '1', now(), now(), '1-0')",
                kept,
                group.stream());

        retention(TestEngine.config()).runOnce(Duration.ofDays(300));

        assertThat(engine.rows(group)).extracting(LogRow::eventId).containsExactly(kept);
        assertThat(engine.row(group, gone)).isNull();
    }

    /** Trimming waits for the slowest group; and a group that is created again is given what is there. */
    @Test
    void aRowStaysWhileItsEntryIsInTheStream() throws Exception {
        GroupSettings group = engine.group("entries");
        GroupSettings other = engine.group("others", "stream=" + group.stream());
        UUID trimmed = logged(group, "4-9");
        UUID republished = logged(group, "4-10");
        UUID first = logged(group, "5-7");
        UUID later = logged(group, "10-0");
        logged(other, republished, "6-0");
        engine.redis("XADD", group.stream(), "5-7", "payload", "1");
        engine.redis("XADD", group.stream(), "10-0", "payload", "1");
        // Written an hour and more before the first entry, were it not for its id.
        engine.update("UPDATE event_log SET created_at = '1969-01-01' WHERE stream = ?", group.stream());

        retention(TestEngine.config()).runOnce(Duration.ofDays(300));

        assertThat(engine.rows(group)).extracting(LogRow::eventId).containsExactly(republished, first, later);
        assertThat(engine.row(group, trimmed)).isNull();

        engine.redis("XTRIM", group.stream(), "MAXLEN", "0");
        retention(TestEngine.config()).runOnce(Duration.ofDays(300));
        assertThat(engine.rows(group)).isEmpty();
    }

    @Test
    void aRowStaysThatMayBeOlderThanTheLastEntryOfItsEvent() throws Exception {
        GroupSettings group = engine.group("twice");
        UUID id = logged(group, "1-0");
        engine.add(group, id, Script.FINE);
        engine.update("UPDATE event_log SET created_at = now() - interval '30 minutes' WHERE event_id = ?", id);
        retention(TestEngine.config()).runOnce(Duration.ofMinutes(1));
        assertThat(engine.row(group, id)).isNotNull();
    }

    @Test
    void aRowStaysWhileItsKeyIsNoStream() throws Exception {
        GroupSettings group = engine.group("occupied");
        UUID id = logged(group, "1-0");
        engine.redis("SET", group.stream(), "x");
        retention(TestEngine.config()).runOnce(Duration.ofDays(300));
        assertThat(engine.row(group, id)).isNotNull();
    }

    @Test
    void aMemoryShorterThanTheStreamsIsRefused() {
        assertThatThrownBy(() -> check("6D", "7D"))
                .hasMessageContaining("streams.retention.event-log")
                .hasMessageContaining("streams.retention.entries");
        assertThatCode(() -> check("7D", "7D")).doesNotThrowAnyException();
        assertThatCode(() -> retention(TestEngine.config()).check(null)).doesNotThrowAnyException();
    }

    private void check(String eventLog, String entries) {
        var config = TestEngine.config(
                Map.of("streams.retention.event-log", eventLog, "streams.retention.entries", entries));
        retention(config).check(null);
    }

    private EventLogRetention retention(StreamsConfig config) {
        return new EventLogRetention(database, oldestEntries, config);
    }

    private UUID logged(GroupSettings group, String messageId) {
        UUID id = UUID.randomUUID();
        logged(group, id, messageId);
        return id;
    }

    private void logged(GroupSettings group, UUID id, String messageId) {
        engine.update(
                "INSERT INTO event_log (event_id, stream, message_id, event_type, payload, group_name, consumer, status,"
                        + " attempts, published_at, created_at)"
                        + " VALUES (?, ?, ?, 't', '1', ?, 'c', 'processed', 1, now(), now() - interval '400 days')",
                id,
                group.stream(),
                messageId,
                group.name());
    }

    private void insert(GroupSettings group, String status, int days, int count) {
        engine.update(INSERT, group.name(), status, days, count);
    }
}
