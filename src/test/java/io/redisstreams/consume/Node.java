package io.redisstreams.consume;

import io.redisstreams.group.Groups;
import io.redisstreams.group.StreamsConfig;
import io.redisstreams.process.Instance;
import io.redisstreams.process.Ticker;

/** One instance of the service, as far as the engine goes, beside the application and other nodes in the same JVM. */
public final class Node {
    private final Instance instance;
    private final Supervisor supervisor;
    private final Ticker ticker = new Ticker(TestEngine.jobs(), true);

    Node(Instance instance, Groups groups, GroupWorkers workers, StreamsConfig config) {
        this.instance = instance;
        this.supervisor = new Supervisor(groups, workers, ticker, config);
    }

    Node start() {
        supervisor.supervise();
        return this;
    }

    /** The name under which the instance is a consumer, {@code suffix} being the number of a reader. */
    String consumer(String suffix) {
        return instance.name() + "-" + suffix;
    }

    Instance instance() {
        return instance;
    }

    Supervisor supervisor() {
        return supervisor;
    }

    /** As SIGTERM does. */
    public void stop() {
        try {
            if (!supervisor.stopping()) {
                supervisor.stop(null);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } finally {
            ticker.stop();
        }
    }
}
