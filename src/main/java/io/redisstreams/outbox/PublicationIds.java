package io.redisstreams.outbox;

import static jakarta.transaction.Transactional.TxType.MANDATORY;

import io.agroal.api.AgroalDataSource;
import io.redisstreams.fault.IdTakenException;
import io.redisstreams.outbox.OutboxStore.Inserted;
import io.redisstreams.outbox.OutboxStore.Key;
import io.redisstreams.postgres.Columns;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * The ids that callers chose for their events. The first caller that claims an id stores the event in the same
 * transaction; a second caller waits for the end of that transaction, and then gets the result of the first.
 */
@ApplicationScoped
class PublicationIds {
    /** All callers use one order, so that two callers with the same ids do not wait for each other. */
    private static final String CLAIM = """
            INSERT INTO publication_ids (event_id, stream, content, created_at)
            SELECT event_id, stream, content, to_timestamp(millis / 1000.0)
            FROM unnest(?::uuid[], ?::text[], ?::text[], ?::bigint[]) AS claims (event_id, stream, content, millis)
            ORDER BY event_id, stream
            ON CONFLICT (event_id, stream) DO NOTHING
            RETURNING event_id, stream""";

    private static final String FIND = """
            SELECT event_id, stream, i.content, i.answer, o.id IS NOT NULL OR l.event_id IS NOT NULL AS kept,
                coalesce(coalesce(o.event_type, l.event_type) = a.event_type
                    AND coalesce(o.payload::jsonb, l.payload) = a.payload::jsonb, false) AS same,
                coalesce(o.message_id, l.message_id) AS message_id,
                (extract(epoch FROM coalesce(o.created_at, l.published_at, i.created_at)) * 1000)::bigint AS millis,
                o.id AS row_id, CASE WHEN o.published_at IS NULL AND o.deliver_at > clock_timestamp()
                    THEN (extract(epoch FROM o.deliver_at) * 1000)::bigint END AS scheduled,
                coalesce(a.deliver_at <= clock_timestamp(), true) AS due
            FROM unnest(?::uuid[], ?::text[], ?::text[], ?::text[], ?::timestamptz[])
                AS a (event_id, stream, event_type, payload, deliver_at)
            JOIN publication_ids i USING (event_id, stream)
            LEFT JOIN outbox o USING (event_id, stream)
            LEFT JOIN LATERAL (SELECT * FROM event_log e
                WHERE e.event_id = a.event_id AND e.stream = a.stream LIMIT 1) AS l USING (event_id, stream)""";

    private final AgroalDataSource database;

    PublicationIds(AgroalDataSource database) {
        this.database = database;
    }

    /**
     * An event that was stored before under the claimed id.
     *
     * @param messageId null when it is not in Redis yet, or this is no longer known
     * @param answer see {@link #remember}; may be null
     * @param scheduledRow the outbox row of a scheduled event that its publisher now wants at once; otherwise null
     */
    record Kept(String messageId, Instant timestamp, String answer, Long scheduledRow) {
        /** The row that its writer must publish now; null when there is none. */
        Inserted hurried() {
            return scheduledRow == null ? null : new Inserted(scheduledRow, true, false);
        }
    }

    /**
     * Claims the ids, in the caller's transaction. Returns the events that already have one of them; the other ids
     * belong to the caller.
     *
     * @throws IdTakenException when another event has the id
     */
    @Transactional(MANDATORY)
    Map<Key, Kept> claim(List<Claim> claims) throws SQLException {
        if (claims.isEmpty()) {
            return Map.of();
        }
        try (Connection connection = database.getConnection()) {
            Set<Key> fresh = insert(connection, claims);
            return find(connection, claims, fresh);
        }
    }

    /** Stores the answer for callers that repeat the call. */
    @Transactional(MANDATORY)
    void remember(Key key, String answer) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement update = connection.prepareStatement(
                        "UPDATE publication_ids SET answer = ? WHERE event_id = ? AND stream = ?")) {
            update.setString(1, answer);
            update.setObject(2, key.eventId());
            update.setString(3, key.stream());
            update.executeUpdate();
        }
    }

    private static Set<Key> insert(Connection connection, List<Claim> claims) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(CLAIM)) {
            Columns<Claim> columns = new Columns<>(insert, claims);
            columns.set(1, "uuid", claim -> claim.key().eventId());
            columns.set(2, "text", claim -> claim.key().stream());
            columns.set(3, "text", Claim::content);
            columns.set(4, "int8", claim -> claim.timestamp().toEpochMilli());
            Set<Key> fresh = new HashSet<>();
            try (ResultSet rows = insert.executeQuery()) {
                while (rows.next()) {
                    fresh.add(new Key(rows.getObject(1, UUID.class), rows.getString(2)));
                }
            }
            return fresh;
        }
    }

    private static Map<Key, Kept> find(Connection connection, Collection<Claim> claims, Set<Key> fresh)
            throws SQLException {
        Map<Key, Claim> byKey = new HashMap<>();
        claims.forEach(claim -> byKey.put(claim.key(), claim));
        try (PreparedStatement select = connection.prepareStatement(FIND)) {
            Columns<Claim> columns = new Columns<>(select, byKey.values());
            columns.set(1, "uuid", claim -> claim.key().eventId());
            columns.set(2, "text", claim -> claim.key().stream());
            columns.set(3, "text", Claim::type);
            columns.set(4, "text", Claim::payload);
            columns.set(5, "timestamptz", Claim::deliverAt);
            Map<Key, Kept> kept = new HashMap<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    Key key = new Key(row.getObject("event_id", UUID.class), row.getString("stream"));
                    // An id without a claim may still have an event: an old one, or one that was published without a
                    // claim.
                    if (!fresh.contains(key) || row.getBoolean("kept")) {
                        kept.put(key, kept(byKey.get(key), fresh.contains(key), row));
                    }
                }
            }
            return kept;
        }
    }

    private static Kept kept(Claim claim, boolean fresh, ResultSet row) throws SQLException {
        boolean same = fresh ? row.getBoolean("same") : row.getString("content").equals(claim.content());
        Instant scheduled = time(row, "scheduled");
        boolean sameTime = scheduled != null
                && claim.deliverAt() != null
                && scheduled.equals(claim.deliverAt().truncatedTo(ChronoUnit.MILLIS));
        // The publisher wants it at once, or at a time that has passed by PostgreSQL's clock, which all instances
        // share.
        boolean atOnce = scheduled != null && !sameTime && row.getBoolean("due");
        boolean otherTime = scheduled != null && !sameTime && !atOnce;
        if (!same || otherTime) {
            String stream = claim.key().stream();
            UUID eventId = claim.key().eventId();
            throw scheduled == null
                    ? IdTakenException.of(stream, eventId)
                    : IdTakenException.scheduled(stream, eventId, scheduled);
        }
        return new Kept(
                row.getString("message_id"),
                time(row, "millis"),
                row.getString("answer"),
                atOnce ? row.getLong("row_id") : null);
    }

    private static Instant time(ResultSet row, String millis) throws SQLException {
        long time = row.getLong(millis);
        return row.wasNull() ? null : Instant.ofEpochMilli(time);
    }
}
