package io.redisstreams.outbox;

import static jakarta.transaction.Transactional.TxType.MANDATORY;

import io.agroal.api.AgroalDataSource;
import io.redisstreams.event.Event;
import io.redisstreams.stream.Columns;
import io.redisstreams.stream.Publication;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/** The outbox's statements, each for many rows, in the caller's transaction. */
@ApplicationScoped
class OutboxStore {
    private static final String COLUMNS =
            "id, event_id, stream, event_type, payload, created_at, traceparent, deliver_at, message_id";
    private static final String INSERT = """
            INSERT INTO outbox (event_id, stream, event_type, payload, created_at, traceparent, deliver_at)
            SELECT * FROM unnest(?::uuid[], ?::text[], ?::text[], ?::text[], ?::timestamptz[], ?::text[], ?::timestamptz[])
            ON CONFLICT (event_id, stream) DO NOTHING
            RETURNING id, event_id, stream""";
    private static final String DUE = "SELECT " + COLUMNS + """
             FROM outbox
            WHERE published_at IS NULL AND stream <> ALL (?) AND coalesce(deliver_at, created_at) <= clock_timestamp()
              AND (deliver_at IS NOT NULL OR created_at <= clock_timestamp() - ? * interval '1 millisecond')
            ORDER BY coalesce(deliver_at, created_at) LIMIT ? FOR UPDATE SKIP LOCKED""";
    private static final String UNSEEN = "SELECT " + COLUMNS + """
            , missing FROM (SELECT o.*, ARRAY(SELECT g FROM unnest(?::text[]) g WHERE NOT EXISTS (
                SELECT 1 FROM event_log l WHERE l.event_id = o.event_id AND l.group_name = g)) AS missing
              FROM outbox o
              WHERE o.stream = ? AND o.id > ? AND o.published_at <= clock_timestamp() - ? * interval '1 millisecond'
              ) AS o
            WHERE cardinality(missing) > 0 ORDER BY id LIMIT ?""";
    private static final String PUBLISHED = """
            UPDATE outbox SET published_at = clock_timestamp(), message_id = p.message_id
            FROM unnest(?::bigint[], ?::text[]) AS p (id, message_id) WHERE outbox.id = p.id""";

    /** What was true when the rows were read is asked again: a group may have caught up, a row may have been published. */
    private static final String UNPUBLISH = """
            UPDATE outbox o SET published_at = NULL, message_id = NULL
            FROM unnest(?::bigint[], ?::text[], ?::text[]) AS lost (id, message_id, group_name)
            WHERE o.id = lost.id AND o.message_id = lost.message_id AND NOT EXISTS (
                SELECT 1 FROM event_log l WHERE l.event_id = o.event_id AND l.group_name = lost.group_name)""";

    private static final String REMOVE = """
            DELETE FROM outbox o USING unnest(?::bigint[], ?::text[]) AS skipped (id, message_id)
            WHERE o.id = skipped.id AND o.message_id = skipped.message_id""";

    private final AgroalDataSource database;
    private final Clock clock;

    OutboxStore(AgroalDataSource database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    record Key(UUID eventId, String stream) {
        static Key of(Publication publication) {
            return new Key(publication.event().id(), publication.stream());
        }
    }

    /** The ids of the new rows; publications that the outbox had already are missing. */
    @Transactional(MANDATORY)
    Map<Key, Long> insert(List<Publication> publications) throws SQLException {
        Timestamp now = Timestamp.from(clock.instant());
        try (Connection connection = database.getConnection();
                PreparedStatement insert = connection.prepareStatement(INSERT)) {
            Columns<Publication> columns = new Columns<>(insert, publications);
            columns.set(1, "uuid", p -> p.event().id());
            columns.set(2, "text", Publication::stream);
            columns.set(3, "text", p -> p.event().type());
            columns.set(4, "text", p -> p.event().payload());
            columns.set(5, "timestamptz", p -> Timestamp.from(p.event().timestamp()));
            columns.set(6, "text", p -> p.event().traceparent());
            columns.set(7, "timestamptz", p -> later(p, now));
            Map<Key, Long> ids = new HashMap<>();
            try (ResultSet rows = insert.executeQuery()) {
                while (rows.next()) {
                    ids.put(new Key(rows.getObject(2, UUID.class), rows.getString(3)), rows.getLong(1));
                }
            }
            return ids;
        }
    }

    /** Redis ids of events that the outbox has; null for those that are not published yet. */
    @Transactional(MANDATORY)
    Map<Key, String> messageIds(Collection<Key> keys) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(
                        "SELECT event_id, stream, message_id FROM outbox WHERE event_id = ANY (?)")) {
            new Columns<>(select, keys).set(1, "uuid", Key::eventId);
            Map<Key, String> messageIds = new HashMap<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    messageIds.put(new Key(rows.getObject(1, UUID.class), rows.getString(2)), rows.getString(3));
                }
            }
            return messageIds;
        }
    }

    /** Rows that should be in Redis by now, locked; without those of the streams to skip. */
    @Transactional(MANDATORY)
    List<OutboxRow> due(Collection<String> skippedStreams, Duration leftToWriter, int limit) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(DUE)) {
            new Columns<>(select, skippedStreams).set(1, "text", Function.identity());
            select.setLong(2, leftToWriter.toMillis());
            select.setInt(3, limit);
            return rows(select);
        }
    }

    /** Rows after {@code afterId}, published so long ago, that some of the groups do not have in their event log. */
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
                    String[] missing = (String[]) rows.getArray("missing").getArray();
                    unseen.add(new UnseenRow(row(rows), Set.of(missing)));
                }
            }
            return unseen;
        }
    }

    @Transactional(MANDATORY)
    void markPublished(List<OutboxRow> rows) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement update = connection.prepareStatement(PUBLISHED)) {
            new Columns<>(update, rows).set(1, "int8", OutboxRow::id);
            new Columns<>(update, rows).set(2, "text", OutboxRow::messageId);
            update.executeUpdate();
        }
    }

    /** Makes rows due again whose entry a group will not get and whose event it has not logged; how many. */
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
    void remove(Collection<OutboxRow> rows) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement delete = connection.prepareStatement(REMOVE)) {
            new Columns<>(delete, rows).set(1, "int8", OutboxRow::id);
            new Columns<>(delete, rows).set(2, "text", OutboxRow::messageId);
            delete.executeUpdate();
        }
    }

    private static List<OutboxRow> rows(PreparedStatement select) throws SQLException {
        List<OutboxRow> rows = new ArrayList<>();
        try (ResultSet result = select.executeQuery()) {
            while (result.next()) {
                rows.add(row(result));
            }
        }
        return rows;
    }

    private static OutboxRow row(ResultSet row) throws SQLException {
        Event event = new Event(
                row.getObject(2, UUID.class),
                row.getString(4),
                row.getString(5),
                row.getTimestamp(6).toInstant(),
                row.getString(7));
        Timestamp deliverAt = row.getTimestamp(8);
        Instant at = deliverAt == null ? null : deliverAt.toInstant();
        return new OutboxRow(row.getLong(1), new Publication(row.getString(3), event, at), row.getString(9));
    }

    private static Timestamp later(Publication publication, Timestamp now) {
        Timestamp at = publication.deliverAt() == null ? null : Timestamp.from(publication.deliverAt());
        return at == null || at.before(now) ? null : at;
    }
}
