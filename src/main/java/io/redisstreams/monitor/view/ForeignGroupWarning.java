package io.redisstreams.monitor.view;

import io.redisstreams.monitor.GroupSample;
import io.redisstreams.monitor.view.Warning.Level;
import java.time.Duration;
import java.util.Optional;

/**
 * A warning for a group of another program that does not get on: it keeps entries from being trimmed, and may be forgotten.
 */
final class ForeignGroupWarning {
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private ForeignGroupWarning() {}

    static Optional<Warning> of(GroupSample group) {
        String name = group.name() + ", a group of another program,";
        if (isOver(group.lagMillis())) {
            return warning(group, "An entry has waited for " + name, group.lagMillis());
        }
        return isOver(group.longestIdleMillis())
                ? warning(
                        group,
                        "An entry was delivered to " + name + " and no consumer has worked on it",
                        group.longestIdleMillis())
                : Optional.empty();
    }

    private static boolean isOver(Long millis) {
        return millis != null && millis > PATIENCE.toMillis();
    }

    private static Optional<Warning> warning(GroupSample group, String text, long millis) {
        return Optional.of(new Warning(
                Level.WARNING,
                "foreign-group-old",
                text + " for " + millis / 1000 + " s",
                group.stream(),
                group.name()));
    }
}
