package io.redisstreams.bench;

import java.util.ArrayList;
import java.util.List;

/** Chat messages over HTTP, one to a request, against single XADDs by as many connections. */
final class PublishPart implements Bench.Part {
    @Override
    public List<Row> measure(BenchServers servers, double scale) throws Exception {
        double ceiling = new Ceilings(servers, scale).xadd(1);
        List<Row> rows = new ArrayList<>();
        rows.addAll(
                rows("HTTP publish, chat, 32 connections", servers, scale, ceiling, "streams.consumers.enabled=false"));
        rows.addAll(rows("the same, consuming meanwhile", servers, scale, ceiling, "streams.consumers.enabled=true"));
        return List.of(rows.get(0), rows.get(2), rows.get(3));
    }

    /** The rate, and the memory that it took. */
    private static List<Row> rows(String what, BenchServers servers, double scale, double ceiling, String setting)
            throws Exception {
        byte[] request = HttpExchange.post("/api/events/chat", Chat.PAYLOAD);
        try (Service service = Service.start(servers, setting)) {
            double rate = service.perSecond(Ceilings.CLIENTS, 1, 15 * scale, () -> request);
            return List.of(
                    Row.ratio(what, rate, "events/s", ceiling, 0.18, 0.3),
                    Row.memory("publishing and consuming", service.peakMegabytes()));
        } finally {
            servers.empty();
        }
    }
}
