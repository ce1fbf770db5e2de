package io.redisstreams.eventlog;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.redisstreams.event.Event;
import io.redisstreams.redis.Entry;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;

/** Entries from rows of the event log: with the published text and bytes. */
public final class LoggedEvents {
    /** All but the payload. */
    public static final String HEAD = """
            message_id, event_id, event_type, (extract(epoch FROM published_at) * 1000)::bigint AS published_ms, traceparent,
            key, publisher""";

    public static final String COLUMNS = HEAD + ", coalesce(payload_text, payload::text) AS original, payload_bytes";

    /** For a row that is finally processed: the payload replaces what was shown in its place. */
    public static final String READABLE = "payload = CASE WHEN jsonb_typeof(payload) = 'string'"
            + " THEN coalesce(payload_text::jsonb, payload) ELSE payload END";

    private LoggedEvents() {}

    /** With an empty payload when neither text nor bytes were selected. */
    public static Entry entry(ResultSet row) throws SQLException {
        byte[] bytes = row.getBytes("payload_bytes");
        String text = row.getString("original");
        Event event = new Event(
                row.getObject("event_id", UUID.class),
                row.getString("event_type"),
                bytes != null ? new String(bytes, UTF_8) : text == null ? "" : text,
                Instant.ofEpochMilli(row.getLong("published_ms")),
                row.getString("traceparent"),
                row.getString("key"),
                row.getString("publisher"));
        return new Entry(row.getString("message_id"), event, bytes);
    }
}
