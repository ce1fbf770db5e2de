package io.redisstreams.bench;

import java.util.List;

/** Chat messages over HTTP, one to a request, against single XADDs by as many connections. */
final class PublishPart implements Bench.Part {
    @Override
    public List<Row> measure(BenchServers servers, double scale) throws Exception {
        double ceiling = new Ceilings(servers, scale).xadd(1);
        return List.of(
                row("HTTP publish, chat, 32 connections", servers, scale, ceiling, "streams.consumers.enabled=false"),
                row("the same, consuming meanwhile", servers, scale, ceiling, "streams.consumers.enabled=true"));
    }

    private static Row row(String what, BenchServers servers, double scale, double ceiling, String setting)
            throws Exception {
        byte[] request = HttpExchange.post("/api/events/chat", Chat.PAYLOAD);
        try (Service service = Service.start(servers, setting)) {
            double rate = service.perSecond(Ceilings.CLIENTS, 1, 15 * scale, () -> request);
            return Row.ratio(what, rate, "events/s", ceiling, 0.18, 0.3);
        } finally {
            servers.empty();
        }
    }
}
