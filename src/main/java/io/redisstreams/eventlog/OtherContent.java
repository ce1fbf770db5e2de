package io.redisstreams.eventlog;

import static jakarta.transaction.Transactional.TxType.MANDATORY;

import io.agroal.api.AgroalDataSource;
import io.redisstreams.group.GroupSettings;
import io.redisstreams.handler.Parts;
import io.redisstreams.postgres.Columns;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Finds entries whose event id the group already has with other content. */
@ApplicationScoped
public class OtherContent {
    /** Compared as jsonb: a repeated call may write the same content in another way. A redelivery is the same entry. */
    private static final String FIND = """
            SELECT l.event_id, l.message_id, a.message_id
            FROM unnest(?::uuid[], ?::text[], ?::text[], ?::text[]) AS a (event_id, message_id, event_type, payload)
            JOIN event_log l ON l.event_id = a.event_id AND l.group_name = ?
            WHERE l.message_id <> a.message_id AND (l.event_type <> a.event_type OR l.payload <> a.payload::jsonb)""";

    private final AgroalDataSource database;

    OtherContent(AgroalDataSource database) {
        this.database = database;
    }

    /**
     * Two entries with one id and different content.
     *
     * @param first message id of the entry that the group has handled, or will retry
     * @param other message id of the entry that looked like a repetition of it
     */
    public record Conflict(UUID eventId, String first, String other) {}

    /** @param rows of entries whose event the group already has; jsonb accepts their payloads */
    @Transactional(MANDATORY)
    public List<Conflict> find(GroupSettings group, List<LogRecord> rows) throws SQLException {
        List<Conflict> conflicts = new ArrayList<>();
        for (List<LogRecord> some : Parts.of(rows, LogRecord::characters)) {
            conflicts.addAll(findPart(group, some));
        }
        return conflicts;
    }

    private List<Conflict> findPart(GroupSettings group, List<LogRecord> rows) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(FIND)) {
            Columns<LogRecord> columns = new Columns<>(select, rows);
            columns.set(1, "uuid", LogRecord::eventId);
            columns.set(2, "text", LogRecord::messageId);
            columns.set(3, "text", LogRecord::eventType);
            columns.set(4, "text", row -> row.shown() == null ? row.payload() : row.shown());
            select.setString(5, group.name());
            List<Conflict> conflicts = new ArrayList<>();
            try (ResultSet found = select.executeQuery()) {
                while (found.next()) {
                    conflicts.add(new Conflict(found.getObject(1, UUID.class), found.getString(2), found.getString(3)));
                }
            }
            return conflicts;
        }
    }
}
