package io.redisstreams.eventlog;

import static org.assertj.core.api.Assertions.assertThat;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.redisstreams.consume.EngineTest;
import io.redisstreams.consume.TestEngine;
import io.redisstreams.postgres.RowCount;
import io.redisstreams.process.PayloadBudget;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
class EventTextsTest extends EngineTest {
    private static final String INSERT =
            "INSERT INTO event_log (event_id, stream, message_id, event_type, payload, group_name, consumer, status, attempts,"
                    + " published_at) SELECT gen_random_uuid(), 's', n || '-0', 't', jsonb_build_object('n', n, 'mark', '%s'),"
                    + " 'texts', 'c', 'processed', 1, now() FROM generate_series(%d, %d) AS n";

    @Inject
    AgroalDataSource database;

    @Inject
    EventLogSearch search;

    private final String mark = "100%_" + UUID.randomUUID();

    @Test
    void whatIsIndexedAndWhatIsNotYetIsFoundInOrder() {
        EventTexts texts = new EventTexts(database, TestEngine.config(Map.of()));
        engine.update(INSERT.formatted(mark, 1, 1200));
        index(texts, lastId());
        engine.update(INSERT.formatted(mark, 1201, 1210));

        assertThat(messageIds(3, 0)).containsExactly("1210-0", "1209-0", "1208-0");
        assertThat(messageIds(4, 8)).containsExactly("1202-0", "1201-0", "1200-0", "1199-0");
        assertThat(messageIds(2, 1208)).containsExactly("2-0", "1-0");
        assertThat(search.find(saying(mark.toUpperCase()), null, 1, 0, PayloadBudget.UNBOUNDED)
                        .total())
                .isEqualTo(new RowCount(1210, true));
        assertThat(search.find(saying(mark.replace("_", "x")), null, 1, 0, PayloadBudget.UNBOUNDED)
                        .total())
                .isEqualTo(new RowCount(0, true));
    }

    /** Their ids were given out before those of rows that are there already. */
    @Test
    void rowsThatAppearLateAreNotMissed() throws SQLException {
        EventTexts texts = new EventTexts(database, TestEngine.config(Map.of()));
        try (Connection late = database.getConnection()) {
            late.setAutoCommit(false);
            late.createStatement().execute(INSERT.formatted(mark, 1, 1));
            engine.update(INSERT.formatted(mark, 2, 2));
            long last = lastId();
            for (int i = 0; i < 10; i++) {
                texts.index();
            }
            assertThat(texts.indexedUpTo()).isLessThan(last - 1);
            assertThat(messageIds(9, 0)).containsExactly("2-0");
            late.commit();
        }
        assertThat(messageIds(9, 0)).containsExactly("2-0", "1-0");
        index(texts, lastId());
        assertThat(messageIds(9, 0)).containsExactly("2-0", "1-0");
    }

    @Test
    void moreThanAreCountedAreToldAsMore() {
        engine.update(INSERT.formatted(mark, 1, RowCount.MOST));
        assertThat(search.find(saying(mark), null, 1, 0, PayloadBudget.UNBOUNDED)
                        .total())
                .isEqualTo(new RowCount(RowCount.MOST, true));
        engine.update(INSERT.formatted(mark, 0, 0));
        assertThat(search.find(saying(mark), null, 1, 0, PayloadBudget.UNBOUNDED)
                        .total())
                .isEqualTo(new RowCount(RowCount.MOST, false));
    }

    private void index(EventTexts texts, long upTo) {
        await().until(() -> {
            texts.index();
            return texts.indexedUpTo() >= upTo;
        });
    }

    private long lastId() {
        try (Connection connection = database.getConnection();
                var row = connection.createStatement().executeQuery("SELECT max(id) FROM event_log")) {
            row.next();
            return row.getLong(1);
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private List<String> messageIds(int limit, int offset) {
        return search.find(saying(mark), null, limit, offset, PayloadBudget.UNBOUNDED).entries().stream()
                .map(entry -> entry.messageId)
                .toList();
    }

    private static EventLogFilter saying(String text) {
        return new EventLogFilter(null, null, null, null, null, null, null, null, text, null);
    }
}
