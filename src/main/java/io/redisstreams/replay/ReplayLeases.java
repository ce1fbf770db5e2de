package io.redisstreams.replay;

import static jakarta.transaction.Transactional.TxType.MANDATORY;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;

/**
 * Which instance works on a replay, and its progress. The progress commits with the effects of the event and only for
 * the owner of the lease: an instance that lost it writes nothing more.
 */
@ApplicationScoped
class ReplayLeases {
    static final Duration LEASE = Duration.ofSeconds(30);

    private static final String UNTIL =
            "lease_until = clock_timestamp() + " + LEASE.toSeconds() + " * interval '1 second'";
    private static final String TAKE = "UPDATE replays SET lease_owner = ?, " + UNTIL + """
             WHERE id = ? AND status = 'running'
              AND (lease_owner IS NULL OR lease_owner = ? OR lease_until < clock_timestamp())
            RETURNING position""";
    private static final String RENEW = "UPDATE replays SET " + UNTIL + " WHERE lease_owner = ? AND status = 'running'";
    private static final String ADVANCE = "UPDATE replays SET " + UNTIL + """
            , position = ?, handled = handled + ?, skipped = skipped + ?, failed = failed + ?,
                last_error = coalesce(?, last_error)
            WHERE id = ? AND status = 'running' AND lease_owner = ?""";
    private static final String FINISH = """
            UPDATE replays SET status = 'done', finished_at = clock_timestamp(), lease_owner = NULL, lease_until = NULL
            WHERE id = ? AND status = 'running' AND lease_owner = ?""";
    private static final String RELEASE =
            "UPDATE replays SET lease_owner = NULL, lease_until = NULL WHERE id = ? AND lease_owner = ?";

    private final AgroalDataSource database;

    ReplayLeases(AgroalDataSource database) {
        this.database = database;
    }

    /** @param taken false when another instance works on the replay, or it has ended */
    record Taken(boolean taken, String position) {}

    Taken take(UUID replay, String owner) {
        try (Connection connection = database.getConnection();
                PreparedStatement take = connection.prepareStatement(TAKE)) {
            take.setString(1, owner);
            take.setObject(2, replay);
            take.setString(3, owner);
            try (ResultSet row = take.executeQuery()) {
                return row.next() ? new Taken(true, row.getString(1)) : new Taken(false, null);
            }
        } catch (SQLException failure) {
            throw failed(failure);
        }
    }

    /** Renews the leases of all replays of the owner. */
    void renew(String owner) {
        update(RENEW, owner);
    }

    /**
     * Notes the outcome of one event, in the caller's transaction.
     *
     * @throws ReplayLostException when another instance works on the replay, or it was cancelled
     */
    @Transactional(MANDATORY)
    void advance(UUID replay, String owner, String position, ReplayHandling.Outcome outcome) {
        int updated = update(
                ADVANCE,
                position,
                outcome.kind() == ReplayHandling.Kind.HANDLED ? 1 : 0,
                outcome.kind() == ReplayHandling.Kind.SKIPPED ? 1 : 0,
                outcome.kind() == ReplayHandling.Kind.FAILED ? 1 : 0,
                outcome.error(),
                replay,
                owner);
        if (updated == 0) {
            throw new ReplayLostException();
        }
    }

    void finish(UUID replay, String owner) {
        update(FINISH, replay, owner);
    }

    void release(UUID replay, String owner) {
        update(RELEASE, replay, owner);
    }

    private int update(String sql, Object... values) {
        try (Connection connection = database.getConnection();
                PreparedStatement update = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                update.setObject(i + 1, values[i]);
            }
            return update.executeUpdate();
        } catch (SQLException failure) {
            throw failed(failure);
        }
    }

    private static IllegalStateException failed(SQLException failure) {
        return new IllegalStateException("A replay cannot be written: " + failure.getMessage(), failure);
    }
}
