package io.redisstreams.consume;

import io.redisstreams.consume.Intake.Held;
import io.redisstreams.consume.Intake.Request;
import io.redisstreams.fault.RedisErrors;
import io.redisstreams.redis.Batch;
import java.time.Duration;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * The batch that a consumer asks for while it handles another, so that a backlog is worked off without waiting for Redis.
 * Only while batches are full and brief: what was read ahead waits, and another consumer might have begun it at once.
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

    /** Asks for the next batch, if it is worth while and there is memory for it. */
    void begin(Batch atHand) {
        if (brief && atHand.entries().size() == consumer.group().batchSize()) {
            batch = intake.readAhead().orElse(null);
        }
    }

    /** How long the batch at hand has taken. */
    void took(Duration time) {
        brief = time.compareTo(BRIEF) < 0;
    }

    /** The batch that was begun; fails as Redis does. */
    Optional<Held> take() {
        Request begun = batch;
        batch = null;
        return Optional.of(begun.await());
    }

    /** Waits for the batch, if one was begun: from then on the consumer has it in hand. */
    void settle() {
        if (begun()) {
            batch.batch().onFailure().recoverWithItem(Batch.NONE).await().indefinitely();
        }
    }

    /** Leaves the batch, if one was begun, among what is pending for the consumer. */
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
