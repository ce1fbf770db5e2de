package io.redisstreams.stream;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.redisstreams.stream.RetryPolicy.DeadLetter;
import io.redisstreams.stream.RetryPolicy.Retry;
import io.redisstreams.stream.RetryStore.Due;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;
import org.jboss.logging.Logger;

/** Runs the handlers of events whose retry is due, from their rows, each in a transaction with its row. */
@ApplicationScoped
class RetryJob {
    private static final Logger LOG = Logger.getLogger(RetryJob.class);

    private final RetryStore store;
    private final WorkReader reader;
    private final EngineMetrics metrics;
    private final Traces traces;
    private final Instance instance;
    private final int transactionSeconds;

    RetryJob(
            RetryStore store,
            WorkReader reader,
            EngineMetrics metrics,
            Traces traces,
            Instance instance,
            StreamsConfig config) {
        this.store = store;
        this.reader = reader;
        this.metrics = metrics;
        this.traces = traces;
        this.instance = instance;
        this.transactionSeconds =
                Math.toIntExact(config.consumers().transactionTimeout().toSeconds());
    }

    /**
     * How many rows were tried: all that are due now, unless {@code stop} says so between two of them. Each is taken when
     * its turn comes: an attempt is counted when it is taken, and others take what has waited too long for its turn.
     */
    int runOnce(GroupSettings group, BooleanSupplier stop) {
        int tried = 0;
        while (!stop.getAsBoolean()) {
            Optional<Due> due = take(group);
            if (due.isEmpty()) {
                break;
            }
            attempt(group, due.get());
            tried++;
        }
        return tried;
    }

    private Optional<Due> take(GroupSettings group) {
        try {
            return store.take(group, instance.name());
        } catch (SQLException failure) {
            throw new IllegalStateException("Due retries cannot be read: " + failure.getMessage(), failure);
        }
    }

    private void attempt(GroupSettings group, Due due) {
        if (due.attempt() > group.maxAttempts()) {
            settle(group, due, group.maxAttempts(), new IllegalStateException("The last attempt ended its process"));
            return;
        }
        metrics.retried(group);
        try (Processing processing = traces.alone(group, due.entry(), due.attempt())) {
            try {
                List<Work> done = QuarkusTransaction.requiringNew()
                        .timeout(transactionSeconds)
                        .call(() -> run(group, due));
                metrics.handled(group, done);
            } catch (RuntimeException failure) {
                processing.failed(failure);
                settle(group, due, due.attempt(), failure);
            }
        }
    }

    private List<Work> run(GroupSettings group, Due due) throws SQLException {
        if (!store.lock(due)) {
            return List.of();
        }
        Work work = reader.read(group, due.entry());
        if (work.problem() != null) {
            throw work.problem();
        }
        metrics.timeHandler(group, () -> work.runAlone(group, due.attempt()));
        store.done(due);
        return List.of(work);
    }

    private void settle(GroupSettings group, Due due, int attempt, RuntimeException failure) {
        var decision = RetryPolicy.of(group).decide(attempt, failure, ThreadLocalRandom.current()::nextDouble);
        try {
            if (decision instanceof Retry retry) {
                store.again(group, due, retry.after(), RetryPolicy.describe(failure));
            } else {
                store.dead(group, due, attempt, ((DeadLetter) decision).reason());
            }
        } catch (SQLException databaseAway) {
            throw new IllegalStateException("A retry cannot be recorded: " + databaseAway.getMessage(), databaseAway);
        }
        metrics.failed(group, decision);
        var event = due.entry().event();
        LOG.warnf(
                "%s: attempt %d of %s %s failed, %s: %s",
                group.name(), attempt, event.type(), event.id(), decision, RedisErrors.brief(failure));
    }
}
