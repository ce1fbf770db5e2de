package io.redisstreams.bench;

import java.util.List;

/**
 * Two instances against one, with a handler that waits 5 ms for each event. The handler is the chat history's; what
 * waits is a trigger on its table, as a slow call from within the handler would, so that the package stays as it is.
 */
final class InstancesPart implements Bench.Part {
    private static final String[] SLOW = {
        """
        CREATE FUNCTION bench_wait() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN PERFORM pg_sleep(0.005); RETURN NEW; END $$""", "CREATE TRIGGER bench_wait BEFORE INSERT ON chat_messages FOR EACH ROW EXECUTE FUNCTION bench_wait()"
    };

    @Override
    public List<Row> measure(BenchServers servers, double scale) throws Exception {
        servers.sql(SLOW);
        try {
            double one = rate(servers, scale, 1);
            double two = rate(servers, scale, 2);
            return List.of(Row.ratio("two instances, handler of 5 ms", two, "events/s", one, 1.8, 1.95));
        } finally {
            servers.sql("DROP FUNCTION bench_wait CASCADE");
        }
    }

    @SuppressWarnings("try") // The services work as long as they are open.
    private static double rate(BenchServers servers, double scale, int instances) throws Exception {
        // Small batches, for what is done is seen when a batch commits.
        String batches = "streams.defaults.batch-size=10";
        Drain drain = new Drain(servers, Chat.STREAM, Chat.GROUP, Chat.TYPE);
        try (Service first = Service.start(servers, batches);
                Service second = instances == 2 ? Service.start(servers, batches) : null) {
            drain.publish(Drain.entries(40_000 * scale));
            Pause.seconds(5 * scale);
            long done = drain.done();
            long start = System.nanoTime();
            Pause.seconds(20 * scale);
            return (drain.done() - done) / ((System.nanoTime() - start) / 1e9);
        } finally {
            servers.empty();
        }
    }
}
