package io.redisstreams.replay;

import io.agroal.api.AgroalDataSource;
import io.redisstreams.consume.EntryReads;
import io.redisstreams.eventlog.LoggedEvents;
import io.redisstreams.redis.Entry;
import io.redisstreams.redis.EntryPages;
import io.redisstreams.redis.EntryRange;
import io.redisstreams.replay.Replay.Source;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the events of a replay, page by page, from a position on; those with large payloads one by one. */
@ApplicationScoped
public class ReplayPages {
    private static final int SIZE = 50;
    /** The largest payload that comes with its page. */
    private static final int SMALL_BYTES = 8192;

    private static final String FROM_LOG = """
            SELECT id, %s, bytes, CASE WHEN bytes <= ? THEN t END AS original,
                CASE WHEN bytes <= ? THEN payload_bytes END AS payload_bytes
            FROM event_log,
                LATERAL (SELECT coalesce(payload_text, payload::text) AS t OFFSET 0) AS texts,
                LATERAL (SELECT coalesce(octet_length(payload_bytes), octet_length(t)) AS bytes OFFSET 0) AS lengths
            WHERE group_name = ? AND stream = ? AND id > ? AND id <= ?
              AND (split_part(message_id, '-', 1)::numeric, split_part(message_id, '-', 2)::numeric) >= (?, ?)
              AND (split_part(message_id, '-', 1)::numeric, split_part(message_id, '-', 2)::numeric) <= (?, ?)
            ORDER BY id LIMIT ?""".formatted(LoggedEvents.HEAD);
    private static final String ONE = "SELECT " + LoggedEvents.COLUMNS + " FROM event_log WHERE id = ?";

    private final AgroalDataSource database;
    private final EntryPages pages;
    private final EntryReads reads;

    ReplayPages(AgroalDataSource database, EntryPages pages, EntryReads reads) {
        this.database = database;
        this.pages = pages;
        this.reads = reads;
    }

    /**
     * One event of a replay.
     *
     * @param position after which the replay continues
     * @param entry with an empty payload when it is not read yet
     * @param bytes of the payload
     * @param read whether the payload is there
     */
    public record Item(String position, Entry entry, long bytes, boolean read) {}

    /** Empty at the end. @param position null for the first page */
    public List<Item> read(Replay replay, String position) throws SQLException {
        return replay.source() == Source.STREAM ? fromStream(replay, position) : fromLog(replay, position);
    }

    /** Returns the whole event; empty when it is gone. */
    public Optional<Entry> load(Replay replay, Item item) throws SQLException {
        if (item.read()) {
            return Optional.of(item.entry());
        }
        return replay.source() == Source.STREAM
                ? reads.fetch(replay.stream(), List.of(item.position()), Long.MAX_VALUE).entries().stream()
                        .findFirst()
                : payload(item);
    }

    private List<Item> fromStream(Replay replay, String position) {
        String from = position != null ? "(" + position : replay.from() == null ? "-" : replay.from();
        List<Item> items = new ArrayList<>(SIZE);
        for (EntryPages.Shown shown : pages.forward(
                        replay.stream(), new EntryRange(from, replay.end()), SIZE, 8L * SMALL_BYTES)
                .entries()) {
            Entry entry = shown.entry();
            long bytes = shown.cut() ? reads.bytes(replay.stream(), entry.messageId()) : 0;
            items.add(new Item(entry.messageId(), entry, bytes, !shown.cut()));
        }
        return items;
    }

    private List<Item> fromLog(Replay replay, String position) throws SQLException {
        ReplayRange range = new ReplayRange(replay.from(), replay.to());
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(FROM_LOG)) {
            select.setInt(1, SMALL_BYTES);
            select.setInt(2, SMALL_BYTES);
            select.setString(3, replay.group());
            select.setString(4, replay.stream());
            select.setLong(5, position == null ? 0 : Long.parseLong(position));
            select.setLong(6, Long.parseLong(replay.end()));
            select.setBigDecimal(7, range.fromMillis());
            select.setBigDecimal(8, range.fromSequence());
            select.setBigDecimal(9, range.toMillis());
            select.setBigDecimal(10, range.toSequence());
            select.setInt(11, SIZE);
            List<Item> items = new ArrayList<>(SIZE);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    items.add(item(rows));
                }
            }
            return items;
        }
    }

    private static Item item(ResultSet row) throws SQLException {
        long bytes = row.getLong("bytes");
        return new Item(row.getString("id"), LoggedEvents.entry(row), bytes, bytes <= SMALL_BYTES);
    }

    private Optional<Entry> payload(Item item) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(ONE)) {
            select.setLong(1, Long.parseLong(item.position()));
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? Optional.of(LoggedEvents.entry(row)) : Optional.empty();
            }
        }
    }
}
