package io.redisstreams.publish;

import io.quarkus.redis.datasource.ReactiveRedisDataSource;
import io.redisstreams.event.Publication;
import io.redisstreams.event.Published;
import io.redisstreams.fault.IdTakenException;
import io.redisstreams.fault.LimitReachedException;
import io.redisstreams.fault.NotAStreamException;
import io.redisstreams.fault.NotSentException;
import io.redisstreams.fault.OutcomeUnknownException;
import io.redisstreams.fault.RedisAwayException;
import io.redisstreams.fault.RedisErrors;
import io.redisstreams.fault.RedisFault;
import io.redisstreams.fault.RedisRefusedException;
import io.redisstreams.fault.StreamFullException;
import io.redisstreams.group.StreamsConfig;
import io.redisstreams.trace.Traces;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;

/**
 * Writes entries with XADD and never blocks the caller. XADD does not trim: the trimmer decides what to remove, because
 * it knows what the groups still need.
 */
@ApplicationScoped
public class EventPublisher {
    private static final Logger LOG = Logger.getLogger(EventPublisher.class);

    private final ReactiveRedisDataSource redis;
    private final XaddPipeline pipeline;
    private final XaddOnce once;
    private final OrderedXadd ordered;
    private final StreamCeiling ceiling;
    private final Admission admission;
    private final StreamMetrics metrics;
    private final Traces traces;
    private final Duration timeout;

    public EventPublisher(
            ReactiveRedisDataSource redis,
            StreamCeiling ceiling,
            StreamMetrics metrics,
            Traces traces,
            StreamsConfig config) {
        this.redis = redis;
        this.once = new XaddOnce(config.idempotency());
        this.pipeline = new XaddPipeline(
                redis,
                once,
                metrics,
                config.publishTimeout(),
                Runtime.getRuntime().maxMemory() / 16);
        this.ordered = new OrderedXadd(redis, metrics, config.publishTimeout());
        this.metrics = metrics;
        this.traces = traces;
        this.ceiling = ceiling;
        this.admission = new Admission(redis, ceiling, config.publishTimeout());
        this.timeout = config.publishTimeout();
    }

    /**
     * Fails with {@link RedisAwayException} or {@link RedisRefusedException} when the event is not stored, with
     * {@link OutcomeUnknownException} when it may be stored, with {@link NotAStreamException},
     * {@link StreamFullException} or, when the publisher chose an id that another event has, {@link IdTakenException}.
     */
    public Uni<Published> publish(Publication publication) {
        return Uni.createFrom()
                .deferred(() ->
                        admission.before(List.of(publication.stream()), () -> traces.send(publication, pipeline::add)))
                .onFailure()
                .transform(failure -> translated(failure, List.of(publication)));
    }

    /**
     * Publishes all entries or none, in the given order, by one command. Fails like {@link #publish}. In Redis Cluster
     * the streams must share a hash slot.
     */
    public Uni<List<Published>> publishAll(List<Publication> publications) {
        if (publications.size() == 1) {
            return publish(publications.get(0)).map(List::of);
        }
        long start = System.nanoTime();
        return Uni.createFrom()
                .deferred(() -> admission.before(
                        publications.stream()
                                .map(Publication::stream)
                                .distinct()
                                .toList(),
                        () -> traces.sendAll(publications, this::addAll)
                                .ifNoItem()
                                .after(timeout)
                                .fail()))
                .invoke(ids -> publications.forEach(p -> metrics.published(p.stream(), System.nanoTime() - start)))
                .onFailure()
                .transform(failure -> translated(failure, publications));
    }

    private Uni<List<Published>> addAll(List<Publication> publications) {
        return publications.stream().allMatch(publication -> publication.content() == null)
                ? XaddScript.add(redis, publications)
                : once.add(redis, publications);
    }

    /**
     * Returns the Redis ids in the given order; null for entries that Redis refused, or did not answer for in time. Does
     * not fail, and does not check for room: these events were accepted before.
     */
    public Uni<List<String>> publishEach(List<Publication> publications) {
        publications.forEach(publication -> ceiling.use(publication.stream()));
        return Uni.join()
                .all(publications.stream()
                        .map(publication -> pipeline.add(publication)
                                .map(Published::messageId)
                                .onFailure()
                                .invoke(failure -> LOG.debugf("Not published: %s", RedisErrors.brief(failure)))
                                .onFailure()
                                .recoverWithNull())
                        .toList())
                .andFailFast();
    }

    /**
     * Returns the Redis ids of the first of the events, which all go to one stream. There are fewer ids than events when
     * Redis refused an event or did not answer for it in time: then no later event is sent. Does not fail, and does not
     * check for room: these events were accepted before.
     */
    public Uni<List<String>> publishInOrder(List<Publication> publications) {
        publications.forEach(publication -> ceiling.use(publication.stream()));
        return ordered.add(publications);
    }

    /** By stream, why it refused events of the outbox lately, when only the stream's owner can fix that. */
    public Map<String, RedisFault> refusals() {
        return ordered.refusals();
    }

    /** @throws StreamFullException when the stream was full at the last check */
    public void requireRoom(String stream) {
        ceiling.check(stream);
    }

    /**
     * Fails with {@link NotAStreamException} when a key has another type, and with {@link LimitReachedException} when
     * publishers would create too many streams; not when Redis is away.
     */
    public Uni<Void> requireStreams(List<String> names) {
        return admission.require(names);
    }

    private static RuntimeException translated(Throwable failure, List<Publication> publications) {
        if (failure instanceof NotSentException) {
            return new RedisAwayException(RedisFault.NO_CONNECTION, failure);
        }
        if (RedisErrors.mayHaveBeenDone(failure)) {
            return new OutcomeUnknownException(
                    publications.stream()
                            .map(publication -> publication.event().id())
                            .toList(),
                    failure);
        }
        return RedisErrors.translated(failure, publications.get(0).stream());
    }
}
