package io.redisstreams.stream;

import io.agroal.api.AgroalDataSource;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.redis.datasource.stream.StreamCommands;
import io.quarkus.redis.datasource.stream.StreamRange;
import io.redisstreams.event.Event;
import io.redisstreams.stream.Replay.Source;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Reads the events of a replay, some at a time, from a position on. */
@ApplicationScoped
class ReplayPages {
    static final int SIZE = 50;
    private static final String FROM_LOG = """
            SELECT id, message_id, event_id, event_type, payload::text,
                (extract(epoch FROM published_at) * 1000)::bigint, traceparent
            FROM event_log
            WHERE group_name = ? AND stream = ? AND id > ?
              AND (split_part(message_id, '-', 1)::numeric, split_part(message_id, '-', 2)::numeric) >= (?, ?)
              AND (split_part(message_id, '-', 1)::numeric, split_part(message_id, '-', 2)::numeric) <= (?, ?)
            ORDER BY id LIMIT ?""";

    private final AgroalDataSource database;
    private final StreamCommands<String, String, String> streams;

    ReplayPages(AgroalDataSource database, RedisDataSource redis) {
        this.database = database;
        this.streams = redis.stream(String.class);
    }

    /** @param position where the next page begins */
    record Page(List<Entry> entries, String position) {}

    /** @param position null for the first page */
    Page read(Replay replay, String position) throws SQLException {
        return replay.source() == Source.STREAM ? fromStream(replay, position) : fromLog(replay, position);
    }

    private Page fromStream(Replay replay, String position) {
        String from = position != null ? "(" + position : replay.from() == null ? "-" : replay.from();
        String to = replay.to() == null ? "+" : replay.to();
        List<Entry> entries = streams.xrange(replay.stream(), StreamRange.of(from, to), SIZE).stream()
                .map(Entry::of)
                .toList();
        return new Page(
                entries,
                entries.isEmpty() ? position : entries.get(entries.size() - 1).messageId());
    }

    private Page fromLog(Replay replay, String position) throws SQLException {
        ReplayRange range = new ReplayRange(replay.from(), replay.to());
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(FROM_LOG)) {
            select.setString(1, replay.group());
            select.setString(2, replay.stream());
            select.setLong(3, position == null ? 0 : Long.parseLong(position));
            select.setBigDecimal(4, range.fromMillis());
            select.setBigDecimal(5, range.fromSequence());
            select.setBigDecimal(6, range.toMillis());
            select.setBigDecimal(7, range.toSequence());
            select.setInt(8, SIZE);
            List<Entry> entries = new ArrayList<>(SIZE);
            String last = position;
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    last = rows.getString(1);
                    Event event = new Event(
                            rows.getObject(3, UUID.class),
                            rows.getString(4),
                            rows.getString(5),
                            Instant.ofEpochMilli(rows.getLong(6)),
                            rows.getString(7));
                    entries.add(new Entry(rows.getString(2), event));
                }
            }
            return new Page(entries, last);
        }
    }
}
