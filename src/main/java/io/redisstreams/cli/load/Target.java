package io.redisstreams.cli.load;

import java.io.IOException;
import java.util.UUID;
import java.util.concurrent.CompletionStage;

/** The target of a load, and the place of its outcome. */
public interface Target {
    /** Fails when the target does not answer. */
    void check() throws IOException, InterruptedException;

    /** Publishes one event, and completes with its id when it is kept. */
    CompletionStage<UUID> publish(Kind kind, long number);

    EventLogView log();
}
