package io.redisstreams.consume;

import io.redisstreams.consume.Intake.Held;
import io.redisstreams.consume.Intake.Request;
import io.redisstreams.fault.RedisErrors;
import io.redisstreams.redis.Batch;
import java.time.Duration;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Reads the next batch of a consumer while it handles another, so that a backlog is processed without waiting for Redis.
 * Only while batches are full and short: entries that were read ahead wait, and another consumer might have begun them
 * at once.
 */
final class ReadAhead {
    private static final Logger LOG = Logger.getLogger(ReadAhead.class);
    private static final Duration BRIEF = Duration.ofMillis(100);

    private final GroupConsumer consumer;
    private final Intake intake;
    private Request batch;
    private boolean brief;

    ReadAhead(GroupConsumer consumer, Intake intake) {
        this.consumer = consumer;
        this.intake = intake;
    }

    boolean begun() {
        return batch != null;
    }

    /** Requests the next batch, if it is worthwhile and memory is free. */
    void begin(Batch atHand) {
        if (brief && atHand.entries().size() == consumer.group().batchSize()) {
            batch = intake.readAhead().orElse(null);
        }
    }

    /** How long the current batch has taken. */
    void took(Duration time) {
        brief = time.compareTo(BRIEF) < 0;
    }

    /** Returns the requested batch; fails with Redis's failures. */
    Optional<Held> take() {
        Request begun = batch;
        batch = null;
        return Optional.of(begun.await());
    }

    /** Waits for the batch, if one was requested: after that the consumer has it. */
    void settle() {
        if (begun()) {
            batch.batch().onFailure().recoverWithItem(Batch.NONE).await().indefinitely();
        }
    }

    /** Leaves the batch, if one was requested, pending for the consumer. */
    void forget() {
        if (begun()) {
            settle();
            try (Held unwanted = take().orElseThrow()) {
                consumer.release(unwanted.batch().ids());
            } catch (RuntimeException neverCame) {
                LOG.debugf("Nothing was read ahead: %s", RedisErrors.brief(neverCame));
            }
        }
    }
}
