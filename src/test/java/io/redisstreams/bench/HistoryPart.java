package io.redisstreams.bench;

import java.util.List;

/** Draining with ten million rows already in the event log, against draining with none. */
final class HistoryPart implements Bench.Part {
    /** Ids in the order of time, as UUIDv7 gives them, of the last months. */
    private static final String HISTORY = """
            INSERT INTO event_log (event_id, stream, message_id, event_type, payload, group_name, consumer, status,
                attempts, published_at, processed_at, created_at)
            SELECT (lpad(to_hex(1700000000000 + n * 500), 12, '0') || '7' || substr(md5(n::text), 1, 19))::uuid,
                '%s', (1700000000000 + n * 500) || '-0', '%s', '%s', '%s', 'history', 'processed', 1, t, t, t
            FROM generate_series(1, %d::bigint) AS n, to_timestamp(1700000000 + n * 0.5) AS t""";

    @Override
    public List<Row> measure(BenchServers servers, double scale) throws Exception {
        double empty = drain(servers, scale);
        servers.empty();
        System.err.println("filling …");
        servers.sql(
                HISTORY.formatted(Chat.STREAM, Chat.TYPE, Chat.PAYLOAD, Chat.GROUP, Math.round(10_000_000 * scale)),
                "VACUUM ANALYZE event_log",
                "CHECKPOINT");
        double full = drain(servers, scale);
        servers.empty();
        return List.of(
                Row.ratio("draining chat with 10 million rows logged before", full, "events/s", empty, 0.8, 0.95));
    }

    private static double drain(BenchServers servers, double scale) throws Exception {
        try (Service service = Service.start(servers)) {
            return new Drain(servers, Chat.STREAM, Chat.GROUP, Chat.TYPE)
                    .perSecond(service, Drain.entries(200_000 * scale));
        }
    }
}
