package io.redisstreams.consume;

import static jakarta.transaction.Transactional.TxType.MANDATORY;
import static jakarta.transaction.Transactional.TxType.REQUIRES_NEW;

import io.agroal.api.AgroalDataSource;
import io.redisstreams.eventlog.EventHistory;
import io.redisstreams.eventlog.LoggedEvents;
import io.redisstreams.eventlog.UnstorablePayloadException;
import io.redisstreams.fault.ErrorReport;
import io.redisstreams.group.GroupSettings;
import io.redisstreams.redis.Entry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/**
 * Rows of the event log that wait for another attempt. A row is leased for a while, as an entry is by its visibility
 * timeout, and a run may write only under its own lease. A run counts as an attempt when its failure is written. A run
 * that began and was never settled has ended its process: {@code unsettled} counts those.
 */
@ApplicationScoped
class RetryStore {
    private static final String TAKE = """
            UPDATE event_log SET unsettled = unsettled + 1, consumer = ?,
                next_attempt_at = clock_timestamp() + ? * interval '1 millisecond'
            WHERE id = (SELECT id FROM event_log
                WHERE group_name = ? AND status = 'retrying' AND next_attempt_at <= clock_timestamp()
                ORDER BY next_attempt_at LIMIT 1 FOR UPDATE SKIP LOCKED)
            RETURNING id, attempts, interruptions, unsettled, next_attempt_at,""" + ' ' + LoggedEvents.COLUMNS;
    private static final String NEXT_BYTES = """
            SELECT octet_length(coalesce(payload_text, payload::text)) + coalesce(octet_length(payload_bytes), 0)
            FROM event_log
            WHERE group_name = ? AND status = 'retrying' AND next_attempt_at <= clock_timestamp()
            ORDER BY next_attempt_at LIMIT 1""";
    private static final String OWN = " WHERE id = ? AND status = 'retrying' AND next_attempt_at = ?";
    private static final String STILL = "SELECT 1 FROM event_log" + OWN + " FOR UPDATE";
    private static final String DONE_UNREADABLE =
            "UPDATE event_log SET status = 'processed', attempts = attempts + 1, unsettled = 0,"
                    + " processed_at = clock_timestamp(), next_attempt_at = NULL, error = NULL";
    private static final String DONE = DONE_UNREADABLE + ", " + LoggedEvents.READABLE + OWN;
    private static final String ANSWERED = "UPDATE event_log SET answer = ?::jsonb" + OWN;
    private static final String UNHANDLED = "UPDATE event_log SET status = 'unhandled', unsettled = 0, "
            + LoggedEvents.READABLE + ", next_attempt_at = NULL, error = NULL" + OWN;
    private static final String AGAIN = "UPDATE event_log SET error = ?, attempts = attempts + 1, interruptions = 0,"
            + " unsettled = 0, next_attempt_at = clock_timestamp() + ? * interval '1 millisecond'" + OWN;
    private static final String INTERRUPTED = "UPDATE event_log SET error = ?, interruptions = interruptions + 1,"
            + " unsettled = 0, next_attempt_at = clock_timestamp() + ? * interval '1 millisecond'" + OWN;
    private static final String DEAD = "UPDATE event_log SET status = 'dead', error = ?, attempts = ?, unsettled = 0,"
            + " next_attempt_at = NULL, died_at = clock_timestamp()" + OWN;

    private final AgroalDataSource database;
    private final EventHistory history;

    RetryStore(AgroalDataSource database, EventHistory history) {
        this.database = database;
        this.history = history;
    }

    /**
     * A row that this instance may run.
     *
     * @param attempts failed attempts
     * @param interruptions how often faults of the servers interrupted the next attempt
     * @param unsettled runs that began and were not settled, including this one
     * @param lease how long the row belongs to this run
     */
    record Due(long id, int attempts, int interruptions, int unsettled, OffsetDateTime lease, Entry entry) {
        UUID eventId() {
            return entry.event().id();
        }

        /** The number of the next attempt. */
        int attempt() {
            return attempts + 1;
        }
    }

    /** The payload size of the row that is due next; empty when none is. Another instance may take the row first. */
    OptionalLong nextBytes(GroupSettings group) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(NEXT_BYTES)) {
            select.setString(1, group.name());
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? OptionalLong.of(row.getLong(1)) : OptionalLong.empty();
            }
        }
    }

    @Transactional(REQUIRES_NEW)
    Optional<Due> take(GroupSettings group, String consumer) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement take = connection.prepareStatement(TAKE)) {
            take.setString(1, consumer);
            take.setLong(2, group.rowLease().toMillis());
            take.setString(3, group.name());
            try (ResultSet row = take.executeQuery()) {
                return row.next() ? Optional.of(due(row)) : Optional.empty();
            }
        }
    }

    private static Due due(ResultSet row) throws SQLException {
        return new Due(
                row.getLong("id"),
                row.getInt("attempts"),
                row.getInt("interruptions"),
                row.getInt("unsettled"),
                row.getObject("next_attempt_at", OffsetDateTime.class),
                LoggedEvents.entry(row));
    }

    /** Locks the row for the rest of the transaction; false when it no longer belongs to this run. */
    @Transactional(MANDATORY)
    boolean lock(Due due) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement still = connection.prepareStatement(STILL)) {
            still.setLong(1, due.id());
            still.setObject(2, due.lease());
            try (ResultSet rows = still.executeQuery()) {
                return rows.next();
            }
        }
    }

    /** @throws UnstorablePayloadException when jsonb still refuses the payload */
    @Transactional(MANDATORY)
    void done(Due due) throws SQLException {
        try {
            update(DONE, due.id(), due.lease());
        } catch (SQLException failure) {
            throw UnstorablePayloadException.orElse(failure);
        }
    }

    /** Stores that there is no handler (any more). */
    @Transactional(MANDATORY)
    void unhandled(GroupSettings group, Due due) throws SQLException {
        try {
            update(UNHANDLED, due.id(), due.lease());
            history.add(due.eventId(), group.name(), "unhandled", 0, null, null);
        } catch (SQLException failure) {
            throw UnstorablePayloadException.orElse(failure);
        }
    }

    /** Does the same for a payload that jsonb refuses; it is shown as before. */
    @Transactional(MANDATORY)
    void doneUnreadable(Due due) throws SQLException {
        update(DONE_UNREADABLE + OWN, due.id(), due.lease());
    }

    /** Stores the answer to the run, in the caller's transaction or in a separate one. */
    void answered(Due due, String answer) throws SQLException {
        update(ANSWERED, answer, due.id(), due.lease());
    }

    @Transactional(REQUIRES_NEW)
    void again(GroupSettings group, Due due, Duration after, ErrorReport report) throws SQLException {
        if (update(AGAIN, report.error(), after.toMillis(), due.id(), due.lease()) == 1) {
            history.add(due.eventId(), group.name(), "failed", due.attempt(), report);
        }
    }

    /**
     * Writes that the run does not count as an attempt. The history keeps the first interruption of an attempt, not all
     * of an outage.
     */
    @Transactional(REQUIRES_NEW)
    void interrupted(GroupSettings group, Due due, Duration after, ErrorReport report) throws SQLException {
        if (update(INTERRUPTED, report.error(), after.toMillis(), due.id(), due.lease()) == 1
                && due.interruptions() == 0) {
            history.add(due.eventId(), group.name(), "interrupted", due.attempt(), report);
        }
    }

    /** @param attempts number of attempts so far */
    @Transactional(REQUIRES_NEW)
    void dead(GroupSettings group, Due due, int attempts, ErrorReport report) throws SQLException {
        if (update(DEAD, report.error(), attempts, due.id(), due.lease()) == 1) {
            history.add(due.eventId(), group.name(), "dead", attempts, report);
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
