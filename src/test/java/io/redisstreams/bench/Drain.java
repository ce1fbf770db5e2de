package io.redisstreams.bench;

import io.redisstreams.event.EventIds;
import java.io.IOException;
import java.sql.SQLException;

/** Entries that wait in a stream, worked off by the service as fast as it can. */
record Drain(BenchServers servers, String stream, String group, String type) {
    private static final int PIPELINE = 64;

    /** Entries come by whole pipelines. */
    static long entries(double count) {
        return Math.max(1, Math.round(count / PIPELINE)) * PIPELINE;
    }

    /** Entries a second, from the first that is done to the last, once the service is warm. */
    double perSecond(Service service, long entries) throws IOException, SQLException {
        long before = warmUp(entries(entries / 2.0));
        pause();
        publish(entries);
        resume();
        double cpu = service.cpuSeconds();
        long begin = awaitDone(before + 1);
        long end = awaitDone(before + entries);
        if (logged() != before + entries) {
            throw new IllegalStateException("The event log has " + logged() + " rows of " + (before + entries));
        }
        System.err.printf("  %.1f µs of processor an event%n", (service.cpuSeconds() - cpu) / entries * 1e6);
        return entries / ((end - begin) / 1e9);
    }

    /** Rounds of so many entries until they are no longer done faster; how many entries that took. */
    private long warmUp(long entries) throws IOException {
        Gain gain = new Gain();
        long all = 0;
        while (gain.expected()) {
            long start = System.nanoTime();
            publish(entries);
            all += entries;
            gain.add(entries / ((awaitDone(all) - start) / 1e9));
        }
        return all;
    }

    void publish(long entries) throws IOException {
        new Load(servers.redisAddress(), 4, PIPELINE, () -> new XaddExchange(PIPELINE, this::entry))
                .requests(entries / PIPELINE);
    }

    /** How many entries the group has finished with. */
    long done() throws IOException {
        try (Redis redis = servers.redis()) {
            return redis.done(stream, group);
        }
    }

    private byte[] entry() {
        return XaddExchange.command(stream, EventIds.next().toString(), type, Chat.PAYLOAD);
    }

    /** The time, by {@link System#nanoTime}, at which the group has finished with so many entries. */
    private long awaitDone(long entries) throws IOException {
        try (Redis redis = servers.redis()) {
            while (redis.done(stream, group) < entries) {
                Pause.seconds(0.02);
            }
            return System.nanoTime();
        }
    }

    /** A reader that waits in XREADGROUP would still take what comes, for as long as it waits. */
    private void pause() throws SQLException {
        servers.sql("UPDATE consumer_groups SET paused_at = now() WHERE name = '" + group + "'");
        Pause.seconds(4);
    }

    private void resume() throws SQLException {
        servers.sql("UPDATE consumer_groups SET paused_at = NULL WHERE name = '" + group + "'");
    }

    private long logged() throws SQLException {
        return servers.count("event_log WHERE group_name = '" + group + "' AND consumer <> 'history'");
    }
}
