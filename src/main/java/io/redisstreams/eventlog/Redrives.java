package io.redisstreams.eventlog;

import io.agroal.api.AgroalDataSource;
import io.redisstreams.postgres.Times;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Follows what becomes of dead letters that were redriven together. */
@ApplicationScoped
class Redrives {
    private static final String SELECT = """
            SELECT r.id, r.at, r.who, r.letters, rows.processed, rows.waiting, rows.dead, rows.discarded
            FROM redrives r, LATERAL (
                SELECT count(*) FILTER (WHERE e.status = 'processed') AS processed,
                    count(*) FILTER (WHERE e.status = 'retrying') AS waiting,
                    count(*) FILTER (WHERE e.status = 'dead') AS dead,
                    count(*) FILTER (WHERE e.status = 'discarded') AS discarded
                FROM event_log e WHERE e.redrive_id = r.id) AS rows""";
    private static final String ONE = SELECT + " WHERE r.id = ?";
    private static final String LATEST = SELECT + " ORDER BY r.at DESC LIMIT ?";

    private final AgroalDataSource database;

    Redrives(AgroalDataSource database) {
        this.database = database;
    }

    /**
     * A redrive and what became of its letters. They add up to {@code letters}.
     *
     * @param waiting for their next attempt, or running
     * @param dead again
     * @param gone redriven once more since, or deleted
     */
    record Redrive(
            UUID id,
            Instant at,
            String who,
            long letters,
            long processed,
            long waiting,
            long dead,
            long discarded,
            long gone) {}

    Optional<Redrive> find(UUID id) {
        return read(ONE, id).stream().findFirst();
    }

    /** The newest first. */
    List<Redrive> latest(int limit) {
        return read(LATEST, limit);
    }

    private List<Redrive> read(String sql, Object value) {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(sql)) {
            select.setObject(1, value);
            List<Redrive> found = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    found.add(redrive(row));
                }
            }
            return found;
        } catch (SQLException failure) {
            throw new IllegalStateException("Redrives cannot be read: " + failure.getMessage(), failure);
        }
    }

    private static Redrive redrive(ResultSet row) throws SQLException {
        long letters = row.getLong(4);
        long processed = row.getLong(5);
        long waiting = row.getLong(6);
        long dead = row.getLong(7);
        long discarded = row.getLong(8);
        return new Redrive(
                row.getObject(1, UUID.class),
                Times.instant(row, 2),
                row.getString(3),
                letters,
                processed,
                waiting,
                dead,
                discarded,
                Math.max(0, letters - processed - waiting - dead - discarded));
    }
}
