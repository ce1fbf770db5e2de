package io.redisstreams.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
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
    EventHistory history;

    @Test
    void deletesWhatIsOldAndDecided() throws Exception {
        GroupSettings group = engine.group("old");
        insert(group, "processed", 400, 4500);
        insert(group, "discarded", 400, 1);
        insert(group, "dead", 400, 1);
        insert(group, "retrying", 400, 1);
        insert(group, "processed", 200, 1);

        assertThat(new EventLogRetention(database, TestEngine.config()).runOnce(Duration.ofDays(300)))
                .isEqualTo(4501);

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

        new EventLogRetention(database, TestEngine.config()).runOnce(Duration.ofDays(300));

        assertThat(history.of(processed)).isEmpty();
        assertThat(history.of(dead)).hasSize(1);
    }

    @Test
    void aMemoryShorterThanTheStreamsIsRefused() {
        assertThatThrownBy(() -> check("6D", "7D"))
                .hasMessageContaining("streams.retention.event-log")
                .hasMessageContaining("streams.retention.entries");
        assertThatCode(() -> check("7D", "7D")).doesNotThrowAnyException();
        assertThatCode(() -> new EventLogRetention(database, TestEngine.config()).check(null))
                .doesNotThrowAnyException();
    }

    private void check(String eventLog, String entries) {
        var config = TestEngine.config(
                Map.of("streams.retention.event-log", eventLog, "streams.retention.entries", entries));
        new EventLogRetention(database, config).check(null);
    }

    private void insert(GroupSettings group, String status, int days, int count) {
        engine.update(INSERT, group.name(), status, days, count);
    }
}
