package io.redisstreams.consume;

import io.quarkus.runtime.StartupEvent;
import io.redisstreams.event.Event;
import io.redisstreams.group.GroupSettings;
import io.redisstreams.handler.HandlerCall;
import io.redisstreams.process.Ticker;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.AbstractList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * The handlers that run in this instance now. A slow one delays its loop: one reader, or the whole group when the loop
 * is its only reclaimer or retrier.
 */
@ApplicationScoped
public class HandlerRuns {
    private static final Logger LOG = Logger.getLogger(HandlerRuns.class);
    private static final Duration LOOK = Duration.ofSeconds(1);

    private final Set<Run> running = ConcurrentHashMap.newKeySet();

    /**
     * A handler that has been busy with one event for longer than the group's visibility timeout.
     *
     * @param event type and id of the event
     */
    public record SlowHandler(GroupSettings group, String event, Duration running) {}

    void start(@Observes StartupEvent startup, Ticker ticker) {
        ticker.every(LOOK, "slow-handlers", this::report);
    }

    /** Runs the handler for the events of one call. */
    void run(GroupSettings group, List<HandlerCall> works, Consumer<List<HandlerCall>> handler) {
        Run run = new Run(group, works);
        running.add(run);
        try {
            handler.accept(run);
        } finally {
            running.remove(run);
        }
    }

    /** The slowest first. */
    public List<SlowHandler> slow() {
        return running.stream()
                .filter(Run::isSlow)
                .map(Run::slow)
                .sorted(Comparator.comparing(SlowHandler::running).reversed())
                .toList();
    }

    /** How long the slowest handler of the group has been busy with one event; 0 when none runs. */
    double longestSeconds(String group) {
        return running.stream()
                        .filter(run -> run.group.name().equals(group))
                        .mapToLong(run -> run.running().toMillis())
                        .max()
                        .orElse(0)
                / 1000.0;
    }

    /** Logs one line for each event whose handler is slow. */
    private void report() {
        running.stream()
                .filter(Run::isSlow)
                .filter(Run::isNew)
                .map(Run::slow)
                .forEach(slow -> LOG.warnf(
                        "%s: a handler has been running for %d s for %s, longer than the visibility timeout, and holds up its"
                                + " consumer",
                        slow.group().name(), slow.running().toSeconds(), slow.event()));
    }

    /**
     * The events of one run; the handler takes each from the list when it begins with it. Compared by identity: two runs
     * are never equal.
     */
    private static final class Run extends AbstractList<HandlerCall> {
        private final GroupSettings group;
        private final List<HandlerCall> works;
        private volatile HandlerCall current;
        private volatile long since = System.nanoTime();
        private HandlerCall reported;

        Run(GroupSettings group, List<HandlerCall> works) {
            this.group = group;
            this.works = works;
            this.current = works.get(0);
        }

        @Override
        public HandlerCall get(int index) {
            current = works.get(index);
            since = System.nanoTime();
            return current;
        }

        @Override
        public int size() {
            return works.size();
        }

        Duration running() {
            return Duration.ofNanos(System.nanoTime() - since);
        }

        boolean isSlow() {
            return running().compareTo(group.visibilityTimeout()) > 0;
        }

        boolean isNew() {
            HandlerCall now = current;
            boolean isNew = reported != now;
            reported = now;
            return isNew;
        }

        SlowHandler slow() {
            Event event = current.entry().event();
            return new SlowHandler(group, event.type() + ' ' + event.id(), running());
        }

        @Override
        public boolean equals(Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(this);
        }
    }
}
