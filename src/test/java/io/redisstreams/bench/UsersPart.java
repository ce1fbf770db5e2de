package io.redisstreams.bench;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Users created over HTTP, through the outbox, against the same two inserts without the service. */
final class UsersPart implements Bench.Part {
    @Override
    public List<Row> measure(BenchServers servers, double scale) throws Exception {
        double ceiling = new Ceilings(servers, scale).userTransactions();
        AtomicLong number = new AtomicLong();
        try (Service service = Service.start(servers, "streams.consumers.enabled=false");
                Redis redis = servers.redis()) {
            double rate = service.perSecond(Ceilings.CLIENTS, 1, 15 * scale, () -> request(number.incrementAndGet()));
            redis.call("FLUSHALL");
            servers.sql("TRUNCATE users, outbox");
            return List.of(
                    Row.ratio("HTTP user creation, 32 connections", rate, "users/s", ceiling, 0.3, 0.5),
                    Row.memory("creating users", service.peakMegabytes()));
        }
    }

    private static byte[] request(long number) {
        return HttpExchange.post(
                "/api/users", "{\"username\":\"bench-" + number + "\",\"email\":\"bench-" + number + "@example.org\"}");
    }
}
