package io.redisstreams.postgres;

import io.agroal.api.AgroalDataSource;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.redisstreams.fault.RedisErrors;
import io.redisstreams.process.Instance;
import io.redisstreams.process.Ticker;
import io.redisstreams.redis.OwnKeys;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Ends the open transactions of instances that no longer do anything. A frozen process (SIGSTOP, a suspended virtual
 * machine) keeps its connections, so PostgreSQL keeps its locks, and the instances that take over its entries, its
 * retries or its outbox rows would wait for them without end. All instances beat, by Redis's clock. An instance that has
 * missed its beats has lost its leases too, so it loses no valid work when its transactions end: other instances do that
 * work again.
 */
@ApplicationScoped
public class FrozenInstances {
    private static final Logger LOG = Logger.getLogger(FrozenInstances.class);
    private static final Duration BEAT = Duration.ofSeconds(1);

    /** Much longer than it takes to end the transactions of a silent instance. */
    private static final long FORGOTTEN_MILLIS = 60_000;

    /** A sorted set: the name of an instance's sessions, and the millisecond of its last beat by Redis's clock. */
    public static final String KEY = OwnKeys.of("beats");

    private static final String BEAT_AND_LOOK = """
            local time = redis.call('TIME')
            local now = time[1] * 1000 + math.floor(time[2] / 1000)
            redis.call('ZADD', KEYS[1], now, ARGV[1])
            redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now - ARGV[3])
            return redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', now - ARGV[2])""";

    private static final String END = """
            SELECT application_name, pg_terminate_backend(pid) FROM pg_stat_activity
            WHERE datname = current_database() AND application_name = ANY (?)
              AND xact_start < clock_timestamp() - ? * interval '1 millisecond'""";

    private final RedisDataSource redis;
    private final AgroalDataSource database;
    private final Instance instance;
    private final long silenceMillis;
    private long lastBeat;
    private long beatingSince;

    FrozenInstances(RedisDataSource redis, AgroalDataSource database, Instance instance, DatabaseConfig config) {
        this.redis = redis;
        this.database = database;
        this.instance = instance;
        this.silenceMillis = config.silence().toMillis();
        this.lastBeat = System.nanoTime();
        this.beatingSince = lastBeat;
    }

    void start(@Observes StartupEvent startup, Ticker ticker) {
        ticker.every(BEAT, "frozen-instances", this::runOnce);
    }

    /** Returns how many transactions were ended. */
    int runOnce() {
        List<String> silent = beat();
        return silent.isEmpty() || !sawAllBeats() ? 0 : end(silent);
    }

    /** The silent instances. */
    private List<String> beat() {
        List<String> silent = new ArrayList<>();
        redis.execute(
                        "EVAL",
                        BEAT_AND_LOOK,
                        "1",
                        KEY,
                        instance.sessionName(),
                        Long.toString(silenceMillis),
                        Long.toString(silenceMillis + FORGOTTEN_MILLIS))
                .forEach(name -> silent.add(name.toString()));
        long now = System.nanoTime();
        if (now - lastBeat > BEAT.multipliedBy(2).toNanos()) {
            beatingSince = now;
        }
        lastBeat = now;
        return silent;
    }

    /** While Redis was away, or this instance was frozen itself, no beat could arrive. */
    private boolean sawAllBeats() {
        return lastBeat - beatingSince > Duration.ofMillis(silenceMillis).toNanos();
    }

    private int end(List<String> silent) {
        int ended = 0;
        try (Connection connection = database.getConnection();
                PreparedStatement end = connection.prepareStatement(END)) {
            end.setArray(1, connection.createArrayOf("text", silent.toArray()));
            end.setLong(2, silenceMillis);
            try (ResultSet rows = end.executeQuery()) {
                while (rows.next()) {
                    ended++;
                    LOG.warnf(
                            "The instance %s has been silent for %d ms and held a transaction open, which was ended so"
                                    + " that others can do its work",
                            rows.getString(1), silenceMillis);
                }
            }
        } catch (SQLException failure) {
            throw new IllegalStateException(
                    "Transactions of frozen instances cannot be ended: " + failure.getMessage(), failure);
        }
        return ended;
    }

    void leave(@Observes ShutdownEvent shutdown) {
        try {
            redis.execute("ZREM", KEY, instance.sessionName());
        } catch (RuntimeException redisAway) {
            LOG.debugf("The others will see that this instance is gone: %s", RedisErrors.brief(redisAway));
        }
    }
}
