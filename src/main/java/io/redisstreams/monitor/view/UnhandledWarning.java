package io.redisstreams.monitor.view;

import io.redisstreams.monitor.GroupSample;
import io.redisstreams.monitor.UnfinishedCounts;
import io.redisstreams.monitor.view.Warning.Level;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** A warning for events that no handler took: their types may be misspelt. */
final class UnhandledWarning {
    private static final int SHOWN = 3;

    private UnhandledWarning() {}

    /** @param unfinished null when it is not known */
    static Optional<Warning> of(GroupSample group, UnfinishedCounts unfinished) {
        if (unfinished == null || unfinished.unhandledEvents() == 0) {
            return Optional.empty();
        }
        long events = unfinished.unhandledEvents();
        String types = unfinished.unhandled().entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .limit(SHOWN)
                .map(type -> type.getKey() + " (" + type.getValue() + ")")
                .collect(Collectors.joining(", "));
        String text = group.name() + " has " + events + (events == 1 ? " event" : " events") + " without a handler: "
                + types + (unfinished.unhandled().size() > SHOWN ? " and other types" : "");
        return Optional.of(new Warning(Level.WARNING, "unhandled", text, group.stream(), group.name()));
    }
}
