package io.redisstreams.redis;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Sends a command through one client again and again. When Redis does not answer it, the watch tries a new connection.
 * When Redis answers that one, the connections of the client are lost (a silent peer, slots that never came back), and
 * the client is replaced. The client is also replaced when Redis answers again after a silence, because it is unknown
 * which connections survived it. Never blocks.
 */
final class ClientWatch {
    private static final Logger LOG = Logger.getLogger(ClientWatch.class);

    /** How long the client has for an answer while all is well; a busy client shows by other answers that it works. */
    private static final long PATIENCE_MILLIS = 2000;

    private static final long SHORT_PATIENCE_MILLIS = 500;
    private static final long PROBE_MILLIS = 1000;

    private final String name;
    private final ReplaceableRedis redis;
    private final Supplier<Redis> probes;
    private final Clock clock;
    private final Counter replaced;
    private final AtomicBoolean looking = new AtomicBoolean();
    private volatile long lastAnswer = System.nanoTime();
    private volatile State state;
    private volatile boolean silent;

    /** @param brokenNanos monotonic time since when the client is broken; null when it is not */
    private record State(boolean usable, Instant since, String error, Long brokenNanos) {}

    /** @param probes creates clients with one new connection */
    ClientWatch(String name, ReplaceableRedis redis, Supplier<Redis> probes, MeterRegistry meters, Clock clock) {
        this.name = name;
        this.redis = redis;
        this.probes = probes;
        this.clock = clock;
        this.state = new State(true, clock.instant(), null, null);
        Gauge.builder("streams.redis.client.usable", () -> state.usable() ? 1 : 0)
                .description("1 when Redis answers the client, else 0")
                .tag("client", name)
                .register(meters);
        this.replaced = Counter.builder("streams.redis.client.replaced")
                .description("Clients that were replaced because their connections were lost")
                .tag("client", name)
                .register(meters);
    }

    ClientState state() {
        State now = state;
        Duration broken = now.brokenNanos() == null ? null : Duration.ofNanos(System.nanoTime() - now.brokenNanos());
        return new ClientState(name, now.usable(), now.since(), now.error(), broken);
    }

    /** Each answer to any command shows that the client works. */
    void answered(boolean succeeded) {
        if (succeeded) {
            lastAnswer = System.nanoTime();
        }
    }

    /** Returns at once; does nothing while an earlier check still runs. */
    void look() {
        if (looking.compareAndSet(false, true)) {
            long start = System.nanoTime();
            ping(redis, state.usable() ? PATIENCE_MILLIS : SHORT_PATIENCE_MILLIS)
                    .recover(failure -> answeredSince(start) ? Future.succeededFuture() : Future.failedFuture(failure))
                    .compose(answer -> usable(), failure -> unusable(failure))
                    .onComplete(over -> looking.set(false));
        }
    }

    private Future<Void> usable() {
        if (!state.usable()) {
            LOG.infof("Redis answers the client %s again", name);
            if (silent) {
                replace();
            }
            state = new State(true, clock.instant(), null, null);
        }
        return Future.succeededFuture();
    }

    private Future<Void> unusable(Throwable failure) {
        if (state.usable()) {
            LOG.warnf("Redis does not answer the client %s: %s", name, failure.getMessage());
            state = new State(false, clock.instant(), failure.getMessage(), null);
        }
        silent |= failure instanceof TimeoutException;
        Redis probe = probes.get();
        return ping(probe, PROBE_MILLIS)
                .onComplete(over -> probe.close())
                .transform(answer -> tried(answer.succeeded(), failure.getMessage()));
    }

    private Future<Void> tried(boolean answered, String error) {
        Long broken = state.brokenNanos() == null ? Long.valueOf(System.nanoTime()) : state.brokenNanos();
        state = new State(false, state.since(), error, answered ? broken : null);
        if (answered) {
            replace();
        }
        return Future.succeededFuture();
    }

    /**
     * Commands may wait in connections that will never answer: in the client's own, or in those opened during a silence.
     */
    private void replace() {
        LOG.warnf("The connections of the Redis client %s are replaced", name);
        silent = false;
        replaced.increment();
        redis.replace();
    }

    private boolean answeredSince(long start) {
        return lastAnswer - start > 0;
    }

    private static Future<Response> ping(Redis redis, long millis) {
        return redis.send(Request.cmd(Command.PING)).timeout(millis, TimeUnit.MILLISECONDS);
    }
}
