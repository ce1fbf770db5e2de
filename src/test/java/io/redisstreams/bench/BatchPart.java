package io.redisstreams.bench;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** BatchQueue of 500 events over HTTP, against pipelined XADDs. */
final class BatchPart implements Bench.Part {
    private static final int EVENTS = 500;
    private static final int CONNECTIONS = 8;

    @Override
    public List<Row> measure(BenchServers servers, double scale) throws Exception {
        double ceiling = new Ceilings(servers, scale).xadd(64);
        String event =
                "{\"streamName\":\"bench:events\",\"eventType\":\"bench.event\",\"payload\":" + Chat.PAYLOAD + "}";
        byte[] request = HttpExchange.post(
                "/api/events/batch",
                Stream.generate(() -> event).limit(EVENTS).collect(Collectors.joining(",", "{\"events\":[", "]}")));
        try (Service service = Service.start(servers, "streams.consumers.enabled=false");
                Redis redis = servers.redis()) {
            double rate = service.perSecond(CONNECTIONS, EVENTS, 10 * scale, () -> request);
            redis.call("FLUSHALL");
            return List.of(
                    Row.ratio("HTTP batches of 500", rate, "events/s", ceiling, 0.15, 0.3),
                    Row.memory("taking batches", service.peakMegabytes()));
        }
    }
}
