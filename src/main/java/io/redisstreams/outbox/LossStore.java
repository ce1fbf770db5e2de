package io.redisstreams.outbox;

import static jakarta.transaction.Transactional.TxType.MANDATORY;

import io.agroal.api.AgroalDataSource;
import io.redisstreams.postgres.Columns;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** The reconciler's statements, each for many rows, in the caller's transaction. */
@ApplicationScoped
class LossStore {
    private static final String UNSEEN = """
            SELECT id, message_id, event_type, missing FROM (
              SELECT o.*, ARRAY(SELECT g FROM unnest(?::text[]) g WHERE NOT EXISTS (
                SELECT 1 FROM event_log l WHERE l.event_id = o.event_id AND l.group_name = g)) AS missing
              FROM outbox o
              WHERE o.stream = ? AND o.id > ? AND o.published_at <= clock_timestamp() - ? * interval '1 millisecond'
              ) AS o
            WHERE cardinality(missing) > 0 ORDER BY id LIMIT ?""";

    /** Checks again what was true when the rows were read: a group may have caught up, a row may have been published. */
    private static final String UNPUBLISH = """
            UPDATE outbox o SET published_at = NULL, message_id = NULL, held_until = NULL
            FROM unnest(?::bigint[], ?::text[], ?::text[]) AS lost (id, message_id, group_name)
            WHERE o.id = lost.id AND o.message_id = lost.message_id AND NOT EXISTS (
                SELECT 1 FROM event_log l WHERE l.event_id = o.event_id AND l.group_name = lost.group_name)""";

    private static final String REMOVE = """
            DELETE FROM outbox o USING unnest(?::bigint[], ?::text[]) AS skipped (id, message_id)
            WHERE o.id = skipped.id AND o.message_id = skipped.message_id""";

    private final AgroalDataSource database;

    LossStore(AgroalDataSource database) {
        this.database = database;
    }

    /**
     * Returns rows after {@code afterId} that were published long enough ago and that some group does not have in its
     * event log.
     */
    @Transactional(MANDATORY)
    List<UnseenRow> unseen(String stream, Collection<String> groups, Duration age, long afterId, int limit)
            throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(UNSEEN)) {
            new Columns<>(select, groups).set(1, "text", Function.identity());
            select.setString(2, stream);
            select.setLong(3, afterId);
            select.setLong(4, age.toMillis());
            select.setInt(5, limit);
            List<UnseenRow> unseen = new ArrayList<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    String[] missing = (String[]) rows.getArray(4).getArray();
                    unseen.add(new UnseenRow(rows.getLong(1), rows.getString(2), rows.getString(3), Set.of(missing)));
                }
            }
            return unseen;
        }
    }

    /** Makes rows due again when a group will not get their entry and has not logged their event; returns how many. */
    @Transactional(MANDATORY)
    int unpublish(Collection<LostRow> lost) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement update = connection.prepareStatement(UNPUBLISH)) {
            Columns<LostRow> columns = new Columns<>(update, lost);
            columns.set(1, "int8", one -> one.row().id());
            columns.set(2, "text", one -> one.row().messageId());
            columns.set(3, "text", LostRow::group);
            return update.executeUpdate();
        }
    }

    /** Removes rows that were not published again meanwhile. */
    @Transactional(MANDATORY)
    void remove(Collection<UnseenRow> rows) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement delete = connection.prepareStatement(REMOVE)) {
            new Columns<>(delete, rows).set(1, "int8", UnseenRow::id);
            new Columns<>(delete, rows).set(2, "text", UnseenRow::messageId);
            delete.executeUpdate();
        }
    }
}
