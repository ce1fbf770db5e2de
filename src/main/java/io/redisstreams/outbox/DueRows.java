package io.redisstreams.outbox;

import static jakarta.transaction.Transactional.TxType.MANDATORY;

import io.agroal.api.AgroalDataSource;
import io.redisstreams.outbox.OutboxRow.Lane;
import io.redisstreams.postgres.Columns;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;

/** Finds the rows that a sweep may publish now, and locks them in the caller's transaction. */
@ApplicationScoped
class DueRows {
    /** The most bytes of payloads in one result. */
    private static final int PAGE_BYTES = 4 << 20;

    /**
     * Locks rows that are due, and returns those without an earlier row of their key: one that its writer or another
     * sweep is publishing, or that is missing in this result. A scheduled row has no place in that order.
     */
    private static final String TAKE =
            """
            WITH taken AS MATERIALIZED (
                SELECT * FROM outbox
                WHERE published_at IS NULL AND stream <> ALL (?)
                  AND (held_until IS NULL OR held_until <= clock_timestamp()) AND %s
                LIMIT ? FOR UPDATE SKIP LOCKED),
            lanes AS (
                SELECT stream, key, max(id) AS last FROM taken WHERE key IS NOT NULL AND deliver_at IS NULL
                GROUP BY stream, key),
            barriers AS MATERIALIZED (
                SELECT lanes.stream, lanes.key, barrier.id FROM lanes CROSS JOIN LATERAL (
                    SELECT min(o.id) AS id, count(*) FROM outbox o
                    WHERE o.stream = lanes.stream AND o.key = lanes.key AND o.id < lanes.last
                      AND o.published_at IS NULL AND o.deliver_at IS NULL AND o.id NOT IN (SELECT id FROM taken)
                    HAVING count(*) > 0) AS barrier)
            SELECT #COLUMNS FROM (
                SELECT t.*, sum(octet_length(payload)) OVER (ORDER BY t.id) - octet_length(payload) AS bytes_before
                FROM taken t LEFT JOIN barriers b ON b.stream = t.stream AND b.key = t.key AND t.deliver_at IS NULL
                WHERE b.id IS NULL OR t.id < b.id) AS free
            WHERE bytes_before < #BYTES
            ORDER BY id""".replace("#COLUMNS", OutboxRow.COLUMNS).replace("#BYTES", Integer.toString(PAGE_BYTES));

    private static final String DUE = TAKE.formatted("""
            coalesce(deliver_at, '-infinity'::timestamptz) <= clock_timestamp()
                ORDER BY coalesce(deliver_at, '-infinity'::timestamptz), id""");
    private static final String DUE_IN_LANES = TAKE.formatted("""
            deliver_at IS NULL AND key IS NOT NULL
                  AND (stream, key) IN (SELECT * FROM unnest(?::text[], ?::text[])) ORDER BY id""");

    private final AgroalDataSource database;

    DueRows(AgroalDataSource database) {
        this.database = database;
    }

    /**
     * Returns the rows that should be in Redis by now, locked, in their order of publication; without those of the
     * streams to skip.
     */
    @Transactional(MANDATORY)
    List<OutboxRow> find(Collection<String> skippedStreams, int limit) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(DUE)) {
            new Columns<>(select, skippedStreams).set(1, "text", Function.identity());
            select.setInt(2, limit);
            return rows(select);
        }
    }

    /** Returns only those of these lanes. */
    @Transactional(MANDATORY)
    List<OutboxRow> find(Collection<String> skippedStreams, Collection<Lane> lanes, int limit) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(DUE_IN_LANES)) {
            new Columns<>(select, skippedStreams).set(1, "text", Function.identity());
            new Columns<>(select, lanes).set(2, "text", Lane::stream).set(3, "text", Lane::key);
            select.setInt(4, limit);
            return rows(select);
        }
    }

    private static List<OutboxRow> rows(PreparedStatement select) throws SQLException {
        List<OutboxRow> rows = new ArrayList<>();
        try (ResultSet result = select.executeQuery()) {
            while (result.next()) {
                rows.add(OutboxRow.read(result));
            }
        }
        return rows;
    }
}
