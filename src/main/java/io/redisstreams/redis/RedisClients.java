package io.redisstreams.redis;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.redis.client.RedisClientName;
import io.quarkus.redis.datasource.ReactiveRedisDataSource;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.redis.runtime.client.ObservableRedis;
import io.quarkus.redis.runtime.client.ObservableRedisMetrics;
import io.quarkus.redis.runtime.datasource.BlockingRedisDataSourceImpl;
import io.quarkus.redis.runtime.datasource.ReactiveRedisDataSourceImpl;
import io.quarkus.runtime.StartupEvent;
import io.redisstreams.process.MemoryBudget;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.redis.client.Redis;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The two Redis clients of the service, which replace those of Quarkus: one publishes and queries, and readers block on
 * the connections of the other. An injected data source is one of these. A client whose connections are lost is replaced
 * ({@link ClientWatch}).
 */
@ApplicationScoped
public class RedisClients {
    /** The client that publishes and queries. */
    public static final String PUBLISHING = "publishing";

    /** The client of the consumers, whose calls may block. */
    public static final String CONSUMING = "consumers";

    /** Longer than any block (at most 5 s), short enough to notice a dead connection. */
    public static final Duration CONSUMING_TIMEOUT = Duration.ofSeconds(8);

    private static final long LOOK_MILLIS = 500;

    private final ClientFactory factory;
    private final ObservableRedisMetrics commands;
    private final MeterRegistry meters;
    private final Vertx vertx;
    private final Clock clock;
    private final long largestReply;
    private final Client publishing;
    private final Client consuming;
    private final boolean watched;
    private long timer;

    /** @param watched false in short commands */
    RedisClients(
            ClientFactory factory,
            Instance<ObservableRedisMetrics> commands,
            MeterRegistry meters,
            Vertx vertx,
            Clock clock,
            MemoryBudget budget,
            @ConfigProperty(name = "quarkus.scheduler.enabled", defaultValue = "true") boolean watched) {
        this.factory = factory;
        this.commands = commands.isResolvable() ? commands.get() : ObservableRedisMetrics.NOOP;
        this.meters = meters;
        this.vertx = vertx;
        this.clock = clock;
        this.largestReply = ReplyGuard.most(budget);
        this.publishing = client(PUBLISHING, factory.timeout());
        this.consuming = client(CONSUMING, CONSUMING_TIMEOUT);
        this.watched = watched;
    }

    private record Client(
            ReplaceableRedis redis, ClientWatch watch, ReactiveRedisDataSourceImpl source, Duration timeout) {
        RedisDataSource blocking() {
            return new BlockingRedisDataSourceImpl(source, timeout);
        }
    }

    private Client client(String name, Duration timeout) {
        ReplaceableRedis redis = new ReplaceableRedis(() -> factory.make(name));
        ClientWatch watch = new ClientWatch(name, redis, factory::makeProbe, meters, clock);
        Redis observed = Redis.newInstance(new ObservableRedis(redis, name, (client, nanos, succeeded) -> {
            watch.answered(succeeded);
            commands.report(client, nanos, succeeded);
        }));
        return new Client(redis, watch, new UncancelledDataSource(vertx, observed), timeout);
    }

    /** Before the scheduler starts, at 0. */
    void start(@Observes @Priority(-1) StartupEvent startup) {
        if (watched) {
            timer = vertx.setPeriodic(LOOK_MILLIS, tick -> look());
        }
    }

    private void look() {
        ReplyGuard.guard(vertx.getDelegate(), largestReply);
        clients().forEach(client -> client.watch().look());
    }

    /** The state of each client at the last check (two a second). */
    public List<ClientState> states() {
        return clients().map(client -> client.watch().state()).toList();
    }

    /** Whether streams are on several servers, so that no command can write to two of them. */
    public boolean cluster() {
        return factory.cluster();
    }

    private Stream<Client> clients() {
        return Stream.of(publishing, consuming);
    }

    @Produces
    @Alternative
    @Priority(1)
    @Singleton
    ReactiveRedisDataSource publishingReactive() {
        return publishing.source();
    }

    @Produces
    @Alternative
    @Priority(1)
    @Singleton
    RedisDataSource publishingBlocking() {
        return publishing.blocking();
    }

    @Produces
    @Alternative
    @Priority(1)
    @Singleton
    @RedisClientName(CONSUMING)
    ReactiveRedisDataSource consumingReactive() {
        return consuming.source();
    }

    @Produces
    @Alternative
    @Priority(1)
    @Singleton
    @RedisClientName(CONSUMING)
    RedisDataSource consumingBlocking() {
        return consuming.blocking();
    }

    @PreDestroy
    void close() {
        vertx.cancelTimer(timer);
        clients().forEach(client -> client.redis().close());
    }
}
