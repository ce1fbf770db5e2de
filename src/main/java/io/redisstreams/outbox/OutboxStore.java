package io.redisstreams.outbox;

import static jakarta.transaction.Transactional.TxType.MANDATORY;
import static jakarta.transaction.Transactional.TxType.REQUIRES_NEW;

import io.agroal.api.AgroalDataSource;
import io.redisstreams.event.Publication;
import io.redisstreams.postgres.Columns;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

/** The outbox's statements, each for many rows, in the caller's transaction. */
@ApplicationScoped
class OutboxStore {
    /**
     * Inserts the rows in the given order, which becomes the order of their ids. A row is left to its writer for a
     * while, unless an earlier row of its key is not published yet. A writer that inserts events of a key has locked
     * their subject, so the earlier events have committed. They are counted by an index; EXISTS may scan the table.
     */
    private static final String INSERT = """
            INSERT INTO outbox (event_id, stream, event_type, payload, created_at, traceparent, deliver_at, key, publisher,
                held_until)
            SELECT event_id, stream, event_type, payload, created_at, traceparent, deliver_at, key, publisher,
                CASE WHEN deliver_at IS NULL AND (key IS NULL OR turn = 1 AND 0 = (
                    SELECT count(*) FROM outbox o WHERE o.stream = e.stream AND o.key = e.key
                        AND o.published_at IS NULL AND o.deliver_at IS NULL))
                THEN clock_timestamp() + ? * interval '1 millisecond' END
            FROM (SELECT event_id, stream, event_type, payload, created_at, traceparent, key, publisher, place,
                    CASE WHEN deliver_at > clock_timestamp() THEN deliver_at END AS deliver_at,
                    row_number() OVER (PARTITION BY stream, key ORDER BY place) AS turn
                FROM unnest(?::uuid[], ?::text[], ?::text[], ?::text[], ?::timestamptz[], ?::text[], ?::timestamptz[],
                    ?::text[], ?::text[]) WITH ORDINALITY
                AS p (event_id, stream, event_type, payload, created_at, traceparent, deliver_at, key, publisher, place)) AS e
            ORDER BY place
            ON CONFLICT (event_id, stream) DO NOTHING
            RETURNING id, event_id, stream, held_until IS NOT NULL, deliver_at IS NOT NULL""";

    private static final String DELIVER_NOW = """
            UPDATE outbox SET deliver_at = clock_timestamp(), created_at = clock_timestamp(),
                held_until = clock_timestamp() + ? * interval '1 millisecond'
            WHERE id = ANY (?)""";
    private static final String PUBLISHED = """
            UPDATE outbox SET published_at = clock_timestamp(), message_id = p.message_id
            FROM unnest(?::bigint[], ?::text[]) AS p (id, message_id)
            WHERE outbox.id = p.id AND published_at IS NULL""";

    private final AgroalDataSource database;
    private final long holdMillis;

    OutboxStore(AgroalDataSource database, OutboxConfig config) {
        this.database = database;
        this.holdMillis = config.sweepAfter().toMillis();
    }

    record Key(UUID eventId, String stream) {
        static Key of(Publication publication) {
            return new Key(publication.event().id(), publication.stream());
        }
    }

    /**
     * A new row.
     *
     * @param held whether its writer publishes it; false when it is scheduled, or must wait for earlier rows of its key
     * @param scheduled whether its time is in the future, by PostgreSQL's clock, which all instances share
     */
    record Inserted(long id, boolean held, boolean scheduled) {}

    /** Returns the new rows, without publications that the outbox already had. */
    @Transactional(MANDATORY)
    Map<Key, Inserted> insert(List<Publication> publications) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement insert = connection.prepareStatement(INSERT)) {
            insert.setLong(1, holdMillis);
            Columns<Publication> columns = new Columns<>(insert, publications);
            columns.set(2, "uuid", p -> p.event().id());
            columns.set(3, "text", Publication::stream);
            columns.set(4, "text", p -> p.event().type());
            columns.set(5, "text", p -> p.event().payload());
            columns.set(6, "timestamptz", p -> p.event().timestamp());
            columns.set(7, "text", p -> p.event().traceparent());
            columns.set(8, "timestamptz", Publication::deliverAt);
            columns.set(9, "text", p -> p.event().key());
            columns.set(10, "text", p -> p.event().publisher());
            Map<Key, Inserted> inserted = new HashMap<>();
            try (ResultSet rows = insert.executeQuery()) {
                while (rows.next()) {
                    inserted.put(
                            new Key(rows.getObject(2, UUID.class), rows.getString(3)),
                            new Inserted(rows.getLong(1), rows.getBoolean(4), rows.getBoolean(5)));
                }
            }
            return inserted;
        }
    }

    /**
     * Makes scheduled events due, and leaves them to the caller for a while. They get no place in the order of their
     * key.
     */
    @Transactional(MANDATORY)
    void deliverNow(Collection<Long> ids) throws SQLException {
        if (ids.isEmpty()) {
            return;
        }
        try (Connection connection = database.getConnection();
                PreparedStatement update = connection.prepareStatement(DELIVER_NOW)) {
            update.setLong(1, holdMillis);
            new Columns<>(update, ids).set(2, "int8", Function.identity());
            update.executeUpdate();
        }
    }

    /** Returns the Redis ids of events in the outbox; null for events that are not published yet. */
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

    /** Returns the Redis ids of the published rows, by the id of the row. */
    @Transactional(REQUIRES_NEW)
    Map<Long, String> published(Collection<Long> ids) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(
                        "SELECT id, message_id FROM outbox WHERE id = ANY (?) AND published_at IS NOT NULL")) {
            new Columns<>(select, ids).set(1, "int8", Function.identity());
            Map<Long, String> published = new HashMap<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    published.put(rows.getLong(1), rows.getString(2));
                }
            }
            return published;
        }
    }

    /** Leaves rows as they are that are already marked. */
    @Transactional(MANDATORY)
    void markPublished(List<OutboxRow> rows) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement update = connection.prepareStatement(PUBLISHED)) {
            new Columns<>(update, rows).set(1, "int8", OutboxRow::id);
            new Columns<>(update, rows).set(2, "text", OutboxRow::messageId);
            update.executeUpdate();
        }
    }
}
