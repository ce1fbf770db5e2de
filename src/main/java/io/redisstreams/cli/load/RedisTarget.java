package io.redisstreams.cli.load;

import io.agroal.api.AgroalDataSource;
import io.quarkus.redis.datasource.RedisDataSource;
import io.redisstreams.event.Event;
import io.redisstreams.event.EventIds;
import io.redisstreams.event.Publication;
import io.redisstreams.group.Groups;
import io.redisstreams.publish.EventPublisher;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.UUID;
import java.util.concurrent.CompletionStage;

/** Publishes straight to Redis, and reads the event log in PostgreSQL. */
@ApplicationScoped
public class RedisTarget implements Target {
    private final RedisDataSource redis;
    private final EventPublisher publisher;
    private final AgroalDataSource database;
    private final Groups groups;
    private final Clock clock;
    private final String run = UUID.randomUUID().toString().substring(0, 8);

    RedisTarget(
            RedisDataSource redis, EventPublisher publisher, AgroalDataSource database, Groups groups, Clock clock) {
        this.redis = redis;
        this.publisher = publisher;
        this.database = database;
        this.groups = groups;
        this.clock = clock;
    }

    @Override
    public void check() {
        redis.execute("PING");
    }

    @Override
    public CompletionStage<UUID> publish(Kind kind, long number) {
        Event event = new Event(EventIds.next(), kind.eventType, kind.payload(run, number), clock.instant());
        return publisher
                .publish(new Publication(kind.stream, event))
                .map(messageId -> event.id())
                .subscribeAsCompletionStage();
    }

    @Override
    public EventLogView log() {
        return new JdbcView(database, groups);
    }
}
