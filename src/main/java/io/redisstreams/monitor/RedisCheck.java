package io.redisstreams.monitor;

import io.quarkus.redis.datasource.ReactiveRedisDataSource;
import io.quarkus.runtime.StartupEvent;
import io.redisstreams.fault.RedisFault;
import io.redisstreams.process.Ticker;
import io.redisstreams.redis.OwnKeys;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Response;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Checks once a second whether Redis accepts entries, and writes none. */
@ApplicationScoped
public class RedisCheck {
    static final Duration EVERY = Duration.ofSeconds(1);
    static final Duration PATIENCE = Duration.ofSeconds(2);

    private static final Logger LOG = Logger.getLogger(RedisCheck.class);

    private final ReactiveRedisDataSource redis;
    private volatile RedisFault fault;

    RedisCheck(ReactiveRedisDataSource redis) {
        this.redis = redis;
    }

    /** Why Redis accepted no entry at the last check; empty when it accepted entries. Never blocks. */
    public Optional<RedisFault> fault() {
        return Optional.ofNullable(fault);
    }

    void start(@Observes StartupEvent startup, Ticker ticker) {
        ticker.every(EVERY, "redis-check", this::look);
        if (ticker.isEnabled()) {
            look();
        }
    }

    /** Redis refuses this XADD for the same reasons as a real one, and it does nothing to a key that does not exist. */
    void look() {
        try {
            Uni<Response> answer = redis.execute("XADD", OwnKeys.of("check"), "NOMKSTREAM", "*", "id", "0");
            answer.ifNoItem().after(PATIENCE).fail().await().indefinitely();
            found(null, null);
        } catch (RuntimeException failure) {
            found(RedisFault.of(failure), failure);
        }
    }

    private void found(RedisFault now, RuntimeException failure) {
        if (now == null && fault != null) {
            LOG.info("Redis accepts entries again");
        } else if (now != fault) {
            LOG.warnf("Redis accepts no entries: %s. %s", now.sentence(), now.advice());
            LOG.debug("Its reply", failure);
        }
        fault = now;
    }
}
