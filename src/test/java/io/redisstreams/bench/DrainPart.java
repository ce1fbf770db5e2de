package io.redisstreams.bench;

import java.util.List;

/** One instance working off what waits: with the chat history's handler, and with the event log only. */
final class DrainPart implements Bench.Part {
    static final String CUSTOM = "streams.groups.\"bench-group\".stream=bench:events";

    @Override
    public List<Row> measure(BenchServers servers, double scale) throws Exception {
        double ceiling = new Ceilings(servers, scale).eventLogRows();
        Drained chat = drain(servers, new Drain(servers, Chat.STREAM, Chat.GROUP, Chat.TYPE), scale);
        Drained custom = drain(servers, new Drain(servers, "bench:events", "bench-group", "bench.event"), scale);
        return List.of(
                Row.ratio("draining chat, event log and history", chat.rate, "events/s", ceiling, 0.2, 0.4),
                Row.ratio("draining a stream without handler", custom.rate, "events/s", ceiling, 0.3, 0.6),
                Row.memory("draining", chat.megabytes));
    }

    private record Drained(double rate, long megabytes) {}

    private static Drained drain(BenchServers servers, Drain drain, double scale) throws Exception {
        try (Service service = Service.start(servers, CUSTOM)) {
            double rate = drain.perSecond(service, Drain.entries(200_000 * scale));
            return new Drained(rate, service.peakMegabytes());
        } finally {
            servers.empty();
        }
    }
}
