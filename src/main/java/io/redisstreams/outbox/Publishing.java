package io.redisstreams.outbox;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.redisstreams.event.Publication;
import io.redisstreams.event.Published;
import io.redisstreams.fault.CommitUnknownException;
import io.redisstreams.group.StreamsConfig;
import io.redisstreams.group.StreamsConfig.Mode;
import io.redisstreams.publish.EventPublisher;
import io.redisstreams.redis.RedisClients;
import io.redisstreams.security.Caller;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

/**
 * Publishes events in the mode of their stream: through the outbox, or directly to Redis. A scheduled event always goes
 * through the outbox. May be called from the event loop.
 */
@ApplicationScoped
public class Publishing {
    private final EventPublisher publisher;
    private final Outbox outbox;
    private final RedisClients redis;
    private final StreamsConfig config;
    private final Caller caller;

    Publishing(EventPublisher publisher, Outbox outbox, RedisClients redis, StreamsConfig config, Caller caller) {
        this.caller = caller;
        this.publisher = publisher;
        this.redis = redis;
        this.outbox = outbox;
        this.config = config;
    }

    /**
     * Fails with {@link io.redisstreams.fault.RedisFaultException}, {@link CommitUnknownException}, {@link io.redisstreams.fault.NotAStreamException},
     * {@link io.redisstreams.fault.StreamFullException} or {@link io.redisstreams.fault.IdTakenException}.
     */
    public Uni<Receipt> publish(Publication wanted) {
        Publication publication = wanted.by(caller.knownName());
        if (needsOutbox(publication)) {
            return append(List.of(publication)).map(receipts -> receipts.get(0));
        }
        return publisher.publish(publication).map(published -> receipt(publication, published));
    }

    /**
     * Publishes all events or none, in the given order; fails like {@link #publish}. When one needs the outbox all go
     * through it, because no transaction spans PostgreSQL and Redis, and no command spans the servers of a Cluster.
     */
    public Uni<List<Receipt>> publishAll(List<Publication> wanted) {
        String name = caller.knownName();
        List<Publication> publications =
                wanted.stream().map(publication -> publication.by(name)).toList();
        if (publications.stream().anyMatch(this::needsOutbox) || spansServers(publications)) {
            return append(publications);
        }
        return publisher
                .publishAll(publications)
                .map(published -> IntStream.range(0, publications.size())
                        .mapToObj(i -> receipt(publications.get(i), published.get(i)))
                        .toList());
    }

    private static Receipt receipt(Publication publication, Published published) {
        return new Receipt(publication.event().id(), published.messageId(), published.timestamp());
    }

    /** PostgreSQL's clock decides whether the time of a scheduled event has come: this instance's clock may be wrong. */
    private boolean needsOutbox(Publication publication) {
        return config.mode().get(publication.stream()) == Mode.OUTBOX || publication.deliverAt() != null;
    }

    /** Streams of one hash tag would be on one server; they make no exception, because the answer could not show it. */
    private boolean spansServers(List<Publication> publications) {
        return redis.cluster()
                && publications.stream().map(Publication::stream).distinct().count() > 1;
    }

    private static List<UUID> eventIds(List<Publication> publications) {
        return publications.stream()
                .map(publication -> publication.event().id())
                .toList();
    }

    private Uni<List<Receipt>> append(List<Publication> publications) {
        List<String> streams =
                publications.stream().map(Publication::stream).distinct().toList();
        return publisher
                .requireStreams(streams)
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .map(checked -> QuarkusTransaction.requiringNew().call(() -> outbox.appendAll(publications)))
                .onFailure(CommitUnknownException::fits)
                .transform(failure -> new CommitUnknownException(eventIds(publications), failure))
                .flatMap(appended -> Uni.join()
                        .all(appended.stream().map(Appended::receipt).toList())
                        .andFailFast());
    }
}
