package io.redisstreams.stream;

import static jakarta.transaction.Transactional.TxType.MANDATORY;
import static jakarta.transaction.Transactional.TxType.REQUIRES_NEW;

import io.agroal.api.AgroalDataSource;
import io.redisstreams.event.Event;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Rows of the event log that wait for another attempt. A row is taken for a while, as an entry is by its visibility
 * timeout: the attempt is counted before it runs, so that an event which kills its process cannot do so for ever; and
 * what an attempt writes counts only while the row is still at that attempt.
 */
@ApplicationScoped
class RetryStore {
    private static final String TAKE = """
            UPDATE event_log SET attempts = attempts + 1, consumer = ?,
                next_attempt_at = clock_timestamp() + ? * interval '1 millisecond'
            WHERE id = (SELECT id FROM event_log
                WHERE group_name = ? AND status = 'retrying' AND next_attempt_at <= clock_timestamp()
                ORDER BY next_attempt_at LIMIT 1 FOR UPDATE SKIP LOCKED)
            RETURNING id, attempts, event_id, event_type, payload::text,
                (extract(epoch FROM published_at) * 1000)::bigint, traceparent, message_id""";
    private static final String STILL =
            "SELECT 1 FROM event_log WHERE id = ? AND status = 'retrying' AND attempts = ? FOR UPDATE";
    private static final String DONE =
            "UPDATE event_log SET status = 'processed', processed_at = clock_timestamp(), next_attempt_at = NULL,"
                    + " error = NULL WHERE id = ?";
    private static final String AGAIN = """
            UPDATE event_log SET error = ?, next_attempt_at = clock_timestamp() + ? * interval '1 millisecond'
            WHERE id = ? AND status = 'retrying' AND attempts = ?""";
    private static final String DEAD = """
            UPDATE event_log SET status = 'dead', error = ?, attempts = ?, next_attempt_at = NULL
            WHERE id = ? AND status = 'retrying' AND attempts = ?""";

    private final AgroalDataSource database;
    private final EventHistory history;

    RetryStore(AgroalDataSource database, EventHistory history) {
        this.database = database;
        this.history = history;
    }

    /** A row that this instance may try; {@code attempt} counts the one to come. */
    record Due(long id, int attempt, Entry entry) {
        UUID eventId() {
            return entry.event().id();
        }
    }

    @Transactional(REQUIRES_NEW)
    Optional<Due> take(GroupSettings group, String consumer) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement take = connection.prepareStatement(TAKE)) {
            take.setString(1, consumer);
            take.setLong(2, group.visibilityTimeout().toMillis());
            take.setString(3, group.name());
            try (ResultSet row = take.executeQuery()) {
                if (!row.next()) {
                    return Optional.empty();
                }
                Event event = new Event(
                        row.getObject(3, UUID.class),
                        row.getString(4),
                        row.getString(5),
                        Instant.ofEpochMilli(row.getLong(6)),
                        row.getString(7));
                return Optional.of(new Due(row.getLong(1), row.getInt(2), new Entry(row.getString(8), event)));
            }
        }
    }

    /** Locks the row for the rest of the transaction; false when it is no longer this attempt's. */
    @Transactional(MANDATORY)
    boolean lock(Due due) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement still = connection.prepareStatement(STILL)) {
            still.setLong(1, due.id());
            still.setInt(2, due.attempt());
            try (ResultSet rows = still.executeQuery()) {
                return rows.next();
            }
        }
    }

    @Transactional(MANDATORY)
    void done(Due due) throws SQLException {
        update(DONE, due.id());
    }

    @Transactional(REQUIRES_NEW)
    void again(GroupSettings group, Due due, Duration after, String error) throws SQLException {
        if (update(AGAIN, error, after.toMillis(), due.id(), due.attempt()) == 1) {
            history.add(due.eventId(), group.name(), "failed", due.attempt(), error);
        }
    }

    /** @param attempt the last one that was made */
    @Transactional(REQUIRES_NEW)
    void dead(GroupSettings group, Due due, int attempt, String error) throws SQLException {
        if (update(DEAD, error, attempt, due.id(), due.attempt()) == 1) {
            history.add(due.eventId(), group.name(), "dead", attempt, error);
        }
    }

    private int update(String sql, Object... values) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement update = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                update.setObject(i + 1, values[i]);
            }
            return update.executeUpdate();
        }
    }
}
