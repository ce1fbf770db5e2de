package io.redisstreams.cli.load;

import java.io.IOException;
import java.util.UUID;
import java.util.concurrent.CompletionStage;

/** Where a load goes, and where it is seen what became of it. */
public interface Target {
    /** Fails when nobody is there. */
    void check() throws IOException, InterruptedException;

    /** Publishes one event, and completes with its id when it is kept. */
    CompletionStage<UUID> publish(Kind kind, long number);

    EventLogView log();
}
