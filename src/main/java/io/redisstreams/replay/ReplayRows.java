package io.redisstreams.replay;

import io.agroal.api.AgroalDataSource;
import io.redisstreams.eventlog.LoggedEvents;
import io.redisstreams.eventlog.UnstorablePayloadException;
import io.redisstreams.group.GroupSettings;
import io.redisstreams.handler.HandlerCall;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/** The row that a replayed event has in its group already, in the caller's transaction. */
@ApplicationScoped
class ReplayRows {
    private static final String LOCK = "SELECT status FROM event_log WHERE event_id = ? AND group_name = ? FOR UPDATE";
    private static final String DONE =
            "UPDATE event_log SET status = 'processed', attempts = greatest(attempts, 1), error = NULL, "
                    + LoggedEvents.READABLE
                    + ", processed_at = coalesce(processed_at, clock_timestamp()) WHERE event_id = ? AND group_name = ?";

    private final AgroalDataSource database;

    ReplayRows(AgroalDataSource database) {
        this.database = database;
    }

    /** Locks the row and returns its status; empty when there is none. */
    Optional<String> status(GroupSettings group, HandlerCall call) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement lock = connection.prepareStatement(LOCK)) {
            lock.setObject(1, call.eventId());
            lock.setString(2, group.name());
            try (ResultSet row = lock.executeQuery()) {
                return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
            }
        }
    }

    void markDone(GroupSettings group, HandlerCall call) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement update = connection.prepareStatement(DONE)) {
            update.setObject(1, call.eventId());
            update.setString(2, group.name());
            update.executeUpdate();
        } catch (SQLException failure) {
            throw UnstorablePayloadException.orElse(failure);
        }
    }
}
