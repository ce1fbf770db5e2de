package io.redisstreams.replay;

import io.agroal.api.AgroalDataSource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.redis.datasource.RedisDataSource;
import io.redisstreams.event.EventIds;
import io.redisstreams.group.GroupSettings;
import io.redisstreams.operation.Operation;
import io.redisstreams.operation.Operations;
import io.redisstreams.postgres.Times;
import io.redisstreams.redis.EntryId;
import io.redisstreams.redis.StreamReplies;
import io.redisstreams.replay.Replay.Source;
import io.redisstreams.replay.Replay.State;
import io.redisstreams.security.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Stores replays in PostgreSQL: starts, returns and cancels them; {@link ReplayJob} does the work. */
@ApplicationScoped
public class Replays {
    private static final String COLUMNS =
            "id, stream, group_name, source, range_from, range_to, end_position, forced, status, handled, skipped, failed,"
                    + " last_error, created_at, finished_at, started_by";

    private final AgroalDataSource database;
    private final RedisDataSource redis;
    private final Operations operations;
    private final Caller caller;

    Replays(AgroalDataSource database, RedisDataSource redis, Operations operations, Caller caller) {
        this.database = database;
        this.redis = redis;
        this.operations = operations;
        this.caller = caller;
    }

    /**
     * Lets the group handle the events of the range again, up to those that exist now: later events are not replayed.
     * Its cursor in the stream stays where it is.
     */
    public Replay start(GroupSettings group, ReplayRange range, Source source, boolean forced) {
        String end = source == Source.STREAM ? lastEntry(group.stream(), range.to()) : null;
        return QuarkusTransaction.requiringNew().call(() -> {
            Replay replay = insert(group, range, source, end, forced);
            operations.record(started(replay), 1);
            return replay;
        });
    }

    private Replay insert(GroupSettings group, ReplayRange range, Source source, String end, boolean forced) {
        return query(
                        "INSERT INTO replays (id, stream, group_name, source, range_from, range_to, end_position, forced,"
                                + " started_by, status) VALUES (?, ?, ?, ?, ?, ?,"
                                + " coalesce(?, (SELECT coalesce(max(id), 0)::text FROM event_log)), ?, ?, 'running')"
                                + " RETURNING " + COLUMNS,
                        EventIds.next(),
                        group.stream(),
                        group.name(),
                        source.word(),
                        range.from(),
                        range.to(),
                        end,
                        forced,
                        caller.name())
                .get(0);
    }

    private static Operation started(Replay replay) {
        Map<String, Object> range = new HashMap<>();
        range.put("stream", replay.stream());
        range.put("group", replay.group());
        range.put("source", replay.source().word());
        range.put("from", replay.from());
        range.put("to", replay.to());
        range.put("force", replay.forced());
        return new Operation("replay.start", replay.id().toString(), range, null);
    }

    private String lastEntry(String stream, String to) {
        String last = StreamReplies.lastId(redis, stream);
        return to == null || EntryId.compare(last, to) < 0 ? last : to;
    }

    public Optional<Replay> find(UUID id) {
        return query("SELECT " + COLUMNS + " FROM replays WHERE id = ?", id).stream()
                .findFirst();
    }

    /** Returns the newest first. */
    public List<Replay> list(int limit, int offset) {
        return query("SELECT " + COLUMNS + " FROM replays ORDER BY created_at DESC LIMIT ? OFFSET ?", limit, offset);
    }

    List<Replay> running() {
        return query("SELECT " + COLUMNS + " FROM replays WHERE status = 'running' ORDER BY created_at");
    }

    /** Ends a running replay; the events that it has handled stay handled. Empty when it does not run. */
    public Optional<Replay> cancel(UUID id) {
        return QuarkusTransaction.requiringNew().call(() -> {
            List<Replay> cancelled = query(
                    "UPDATE replays SET status = 'cancelled', finished_at = clock_timestamp()"
                            + " WHERE id = ? AND status = 'running' RETURNING " + COLUMNS,
                    id);
            if (!cancelled.isEmpty()) {
                operations.record(Operation.on("replay.cancel", id.toString()), 1);
            }
            return cancelled.stream().findFirst();
        });
    }

    private List<Replay> query(String sql, Object... values) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            List<Replay> replays = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    replays.add(replay(rows));
                }
            }
            return replays;
        } catch (SQLException failure) {
            throw new IllegalStateException("Replays cannot be read or written: " + failure.getMessage(), failure);
        }
    }

    private static Replay replay(ResultSet row) throws SQLException {
        return new Replay(
                row.getObject(1, UUID.class),
                row.getString(2),
                row.getString(3),
                Source.of(row.getString(4)),
                row.getString(5),
                row.getString(6),
                row.getString(7),
                row.getBoolean(8),
                State.valueOf(row.getString(9).toUpperCase(Locale.ROOT)),
                row.getLong(10),
                row.getLong(11),
                row.getLong(12),
                row.getString(13),
                Times.instant(row, 14),
                Times.instant(row, 15),
                row.getString(16));
    }
}
