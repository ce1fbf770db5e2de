package io.redisstreams.bench;

import java.sql.ResultSet;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/**
 * From publishing to commit, at 500 chat messages a second over HTTP: from the event's timestamp, which the service
 * takes before XADD and in whole milliseconds, to the time at which PostgreSQL committed its row. Both clocks are this
 * machine's. What is cut off below the millisecond counts as latency.
 */
final class LatencyPart implements Bench.Part {
    private static final String PERCENTILES = """
            SELECT percentile_disc(ARRAY[0.5, 0.9, 0.99, 0.999, 1]) WITHIN GROUP (ORDER BY ms) FROM (
                SELECT extract(epoch FROM pg_xact_commit_timestamp(xmin) - published_at)::float8 * 1000 AS ms
                FROM event_log ORDER BY id DESC LIMIT ?) AS latest""";

    @Override
    public List<Row> measure(BenchServers servers, double scale) throws Exception {
        byte[] request = HttpExchange.post("/api/events/chat", Chat.PAYLOAD);
        try (Service service = Service.start(servers)) {
            Load load = new Load(service.address(), 32, 1, () -> new HttpExchange(() -> request, new LongAdder()));
            load.warmUp(10);
            Pause.seconds(3);
            load.paced(10 * scale, 500);
            load.paced(30 * scale, 500);
            Pause.seconds(1);
            Double[] ms = percentiles(servers, Math.round(30 * scale * 500));
            System.err.printf("p50 %.1f, p90 %.1f, p99 %.1f, p99.9 %.1f, max %.1f ms%n", (Object[]) ms);
            return List.of(
                    Row.limit("publish to commit at 500 events/s, p50", ms[0], "ms", 50, 3),
                    Row.limit("publish to commit at 500 events/s, p99", ms[2], "ms", 50, 15));
        } finally {
            servers.empty();
        }
    }

    private static Double[] percentiles(BenchServers servers, long events) throws Exception {
        try (var connection = servers.postgres();
                var select = connection.prepareStatement(PERCENTILES)) {
            select.setLong(1, events);
            try (ResultSet rows = select.executeQuery()) {
                rows.next();
                return (Double[]) rows.getArray(1).getArray();
            }
        }
    }
}
