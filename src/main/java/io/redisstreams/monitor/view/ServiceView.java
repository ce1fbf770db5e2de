package io.redisstreams.monitor.view;

import io.redisstreams.monitor.OutboxBacklog.Backlog;
import io.redisstreams.process.Polled.Look;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * The state of the service.
 *
 * @param instance the one that responds
 * @param instances those that consume
 * @param deadLetters null before the first answer of PostgreSQL; the last count while it is away
 * @param unhandled events without a handler; null and old like {@code deadLetters}
 * @param concerns the warnings, the worst first
 */
record ServiceView(
        Instant at,
        String instance,
        List<String> instances,
        RedisView redis,
        PostgresView postgres,
        WorkersView workers,
        Long deadLetters,
        Long retrying,
        Long unhandled,
        Backlog outbox,
        List<String> pausedGroups,
        List<Warning> concerns) {
    /**
     * @param state up, away or unknown
     * @param since when the state began
     * @param sampledAt when it last answered
     * @param degraded why events are less safe in it than possible
     */
    record RedisView(String state, Instant since, Instant sampledAt, String error, List<String> degraded) {
        static RedisView of(Look<?> look, List<String> degraded) {
            return new RedisView(word(look), look.since(), look.at(), look.error(), degraded);
        }
    }

    record PostgresView(String state, Instant since, Instant sampledAt, String error) {
        static PostgresView of(Look<?> look) {
            return new PostgresView(word(look), look.since(), look.at(), look.error());
        }
    }

    /** @param stuck names of loops without progress */
    record WorkersView(boolean enabled, boolean stopping, int loops, List<String> stuck) {}

    private static String word(Look<?> look) {
        return look.state().name().toLowerCase(Locale.ROOT);
    }
}
