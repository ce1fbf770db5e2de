package io.redisstreams.publish;

import io.quarkus.redis.datasource.ReactiveRedisDataSource;
import io.redisstreams.event.EntryCodec;
import io.redisstreams.event.Publication;
import io.redisstreams.event.Published;
import io.redisstreams.fault.NotSentException;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Sends the entries of many callers to Redis in few pipelines, one after the other, so that they keep their order. While
 * there are few callers, each entry is sent at once; while there are many, the entries that arrive during one round trip
 * share the next pipeline. With a command for each, every entry would borrow a connection, write and read.
 */
final class XaddPipeline {
    private static final int LARGEST = 128;
    private static final int MOST_WAITING = 10_000;
    /** Characters of one pipeline's payloads, which are copied for it. */
    private static final int LARGEST_CHARACTERS = 1 << 20;

    private record Waiting(Publication publication, UniEmitter<? super Published> caller, long since) {
        int characters() {
            return publication.event().payload().length();
        }
    }

    private final ReactiveRedisDataSource redis;
    private final XaddOnce once;
    private final StreamMetrics metrics;
    private final long timeoutNanos;
    private final Queue<Waiting> queue = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private final long mostCharacters;
    /** The characters of all payloads that wait for Redis or for its answer. */
    private final AtomicLong characters = new AtomicLong();

    private final AtomicBoolean sending = new AtomicBoolean();

    /** @param mostCharacters of payloads that may wait; a single larger payload may wait too */
    XaddPipeline(
            ReactiveRedisDataSource redis,
            XaddOnce once,
            StreamMetrics metrics,
            Duration timeout,
            long mostCharacters) {
        this.mostCharacters = mostCharacters;
        this.once = once;
        this.metrics = metrics;
        this.redis = redis;
        this.timeoutNanos = timeout.toNanos();
    }

    /** Fails like {@link XaddOnce#add} and with Redis's failures, or when Redis has not answered in time. */
    Uni<Published> add(Publication publication) {
        return Uni.createFrom().emitter(caller -> {
            Waiting entry = new Waiting(publication, caller, System.nanoTime());
            if (enters(entry)) {
                queue.add(entry);
                send();
            } else {
                waiting.decrementAndGet();
                leaves(entry);
                caller.fail(new NotSentException("too many events wait for Redis already"));
            }
        });
    }

    private boolean enters(Waiting entry) {
        long all = characters.addAndGet(entry.characters());
        return waiting.incrementAndGet() <= MOST_WAITING && (all <= mostCharacters || all == entry.characters());
    }

    private void leaves(Waiting entry) {
        characters.addAndGet(-entry.characters());
    }

    private void send() {
        while (!queue.isEmpty() && sending.compareAndSet(false, true)) {
            List<Waiting> batch = next();
            if (!batch.isEmpty()) {
                send(batch);
                return;
            }
            sending.set(false);
        }
    }

    /** Entries that have waited too long are not sent: their callers get a failure, and Redis has less to do. */
    private List<Waiting> next() {
        List<Waiting> batch = new ArrayList<>();
        int length = 0;
        for (Waiting first; batch.size() < LARGEST && length < LARGEST_CHARACTERS && (first = queue.poll()) != null; ) {
            waiting.decrementAndGet();
            if (age(first) < timeoutNanos) {
                batch.add(first);
                length += first.characters();
            } else {
                leaves(first);
                first.caller().fail(new NotSentException("the event waited for Redis too long"));
            }
        }
        return batch;
    }

    private static long age(Waiting entry) {
        return System.nanoTime() - entry.since();
    }

    private void send(List<Waiting> batch) {
        redis.withConnection(connection -> {
                    return Uni.join()
                            .all(batch.stream()
                                    .map(entry -> add(connection, entry.publication())
                                            .invoke(published -> taken(entry, published))
                                            .onFailure()
                                            .invoke(failure -> entry.caller().fail(failure))
                                            .onFailure()
                                            .recoverWithNull())
                                    .toList())
                            .andFailFast()
                            .replaceWithVoid();
                })
                .ifNoItem()
                .after(patience(batch))
                .fail()
                .subscribe()
                .with(done -> sent(batch), failure -> {
                    batch.forEach(entry -> entry.caller().fail(failure));
                    sent(batch);
                });
    }

    /** A plain XADD, unless the publisher chose the id of the event: then a script first checks whether it is known. */
    private Uni<Published> add(ReactiveRedisDataSource connection, Publication publication) {
        if (publication.content() != null) {
            return once.add(connection, List.of(publication)).map(published -> published.get(0));
        }
        return connection.stream(String.class)
                .xadd(publication.stream(), EntryCodec.encode(publication.event()))
                .map(messageId -> Published.of(publication, messageId));
    }

    private void taken(Waiting entry, Published published) {
        metrics.published(entry.publication().stream(), System.nanoTime() - entry.since());
        entry.caller().complete(published);
    }

    /** The rest of the time of the entry that has waited longest. */
    private Duration patience(List<Waiting> batch) {
        return Duration.ofNanos(Math.max(timeoutNanos - age(batch.get(0)), TimeUnit.MILLISECONDS.toNanos(50)));
    }

    private void sent(List<Waiting> batch) {
        batch.forEach(this::leaves);
        sending.set(false);
        send();
    }
}
