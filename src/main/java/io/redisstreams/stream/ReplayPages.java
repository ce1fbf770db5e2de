package io.redisstreams.stream;

import io.agroal.api.AgroalDataSource;
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
import java.util.Optional;
import java.util.UUID;

/** Reads the events of a replay, some at a time, from a position on; those with large payloads one by one. */
@ApplicationScoped
class ReplayPages {
    private static final int SIZE = 50;
    /** Of a payload that comes with its page. */
    private static final int SMALL_BYTES = 8192;

    private static final String FROM_LOG = """
            SELECT id, message_id, event_id, event_type, (extract(epoch FROM published_at) * 1000)::bigint, traceparent,
                octet_length(t), CASE WHEN octet_length(t) <= ? THEN t END
            FROM event_log, LATERAL (SELECT payload::text AS t OFFSET 0) AS texts
            WHERE group_name = ? AND stream = ? AND id > ? AND id <= ?
              AND (split_part(message_id, '-', 1)::numeric, split_part(message_id, '-', 2)::numeric) >= (?, ?)
              AND (split_part(message_id, '-', 1)::numeric, split_part(message_id, '-', 2)::numeric) <= (?, ?)
            ORDER BY id LIMIT ?""";

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
     * @param position behind which the replay goes on
     * @param entry with an empty payload when it is not read yet
     * @param bytes of the payload
     * @param read whether the payload is there
     */
    record Item(String position, Entry entry, long bytes, boolean read) {}

    /** Empty at the end. @param position null for the first page */
    List<Item> read(Replay replay, String position) throws SQLException {
        return replay.source() == Source.STREAM ? fromStream(replay, position) : fromLog(replay, position);
    }

    /** The whole event; empty when it is gone. */
    Optional<Entry> load(Replay replay, Item item) throws SQLException {
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
            select.setString(2, replay.group());
            select.setString(3, replay.stream());
            select.setLong(4, position == null ? 0 : Long.parseLong(position));
            select.setLong(5, Long.parseLong(replay.end()));
            select.setBigDecimal(6, range.fromMillis());
            select.setBigDecimal(7, range.fromSequence());
            select.setBigDecimal(8, range.toMillis());
            select.setBigDecimal(9, range.toSequence());
            select.setInt(10, SIZE);
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
        String payload = row.getString(8);
        Event event = new Event(
                row.getObject(3, UUID.class),
                row.getString(4),
                payload == null ? "" : payload,
                Instant.ofEpochMilli(row.getLong(5)),
                row.getString(6));
        return new Item(row.getString(1), new Entry(row.getString(2), event), row.getLong(7), payload != null);
    }

    private Optional<Entry> payload(Item item) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement select =
                        connection.prepareStatement("SELECT payload::text FROM event_log WHERE id = ?")) {
            select.setLong(1, Long.parseLong(item.position()));
            try (ResultSet row = select.executeQuery()) {
                Event event = item.entry().event();
                return row.next()
                        ? Optional.of(new Entry(
                                item.entry().messageId(),
                                new Event(
                                        event.id(),
                                        event.type(),
                                        row.getString(1),
                                        event.timestamp(),
                                        event.traceparent(),
                                        event.key())))
                        : Optional.empty();
            }
        }
    }
}
