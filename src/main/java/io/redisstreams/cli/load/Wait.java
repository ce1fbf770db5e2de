package io.redisstreams.cli.load;

import io.redisstreams.cli.terminal.Figures;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Waits until every published event is processed in every group, or until nothing happens any more. */
final class Wait {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final EventLogView log;
    private final Collection<Sent> sent;
    private final Map<Kind, Set<String>> groups = new EnumMap<>(Kind.class);
    private volatile long open;

    Wait(EventLogView log, Collection<Sent> sent) throws IOException, InterruptedException {
        this.log = log;
        this.sent = List.copyOf(sent);
        this.open = this.sent.size();
        for (Kind kind : Kind.values()) {
            groups.put(kind, log.groups(kind));
        }
    }

    String line() {
        return "Waiting for " + Figures.count(open) + " of " + Figures.count(sent.size()) + " to be processed";
    }

    Processed processed() throws IOException, SQLException, InterruptedException {
        List<Sent> left = List.copyOf(sent);
        for (long progress = System.nanoTime(); !left.isEmpty() && !tired(progress); ) {
            TimeUnit.MILLISECONDS.sleep(500);
            List<Sent> before = left;
            left = stillOpen(left);
            open = left.size();
            progress = left.size() < before.size() ? System.nanoTime() : progress;
        }
        return Processed.of(sent, groups, log.find(ids(sent)));
    }

    private List<Sent> stillOpen(List<Sent> events) throws IOException, SQLException, InterruptedException {
        Map<UUID, Set<String>> over = log.find(ids(events)).stream()
                .filter(LoggedEvent::over)
                .collect(Collectors.groupingBy(
                        LoggedEvent::eventId, Collectors.mapping(LoggedEvent::group, Collectors.toSet())));
        return events.stream()
                .filter(event -> !over.getOrDefault(event.id(), Set.of()).containsAll(groups.get(event.kind())))
                .toList();
    }

    private static Set<UUID> ids(Collection<Sent> events) {
        return events.stream().map(Sent::id).collect(Collectors.toCollection(HashSet::new));
    }

    private static boolean tired(long since) {
        return System.nanoTime() - since > PATIENCE.toNanos();
    }
}
