package io.redisstreams.consume;

import io.redisstreams.group.GroupSettings;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Counts what handlers do, by group and event type, until the counts are taken. */
@ApplicationScoped
public class Activity {
    /** Publishers choose the types of events: of each group, those beyond this number are counted together. */
    static final int MOST_TYPES = 50;

    /** No event has such a type. */
    static final String OTHER = "(other)";

    private final Map<String, Map<String, Counts>> byGroup = new HashMap<>();

    /**
     * What happened to the events of one type in one group.
     *
     * @param failed attempts
     * @param waitedMillis from publishing to commit, all processed events together
     * @param slowestMillis the longest of these times
     * @param runs events that were given to the handler, alone or together
     * @param ranMicros how long their handler took, together
     */
    public record Counts(
            long processed, long failed, long dead, long waitedMillis, long slowestMillis, long runs, long ranMicros) {
        Counts plus(Counts more) {
            return new Counts(
                    processed + more.processed,
                    failed + more.failed,
                    dead + more.dead,
                    waitedMillis + more.waitedMillis,
                    Math.max(slowestMillis, more.slowestMillis),
                    runs + more.runs,
                    ranMicros + more.ranMicros);
        }
    }

    void processed(GroupSettings group, String eventType, long waitedMillis) {
        add(group.name(), eventType, new Counts(1, 0, 0, waitedMillis, waitedMillis, 0, 0));
    }

    void failed(GroupSettings group, String eventType) {
        add(group.name(), eventType, new Counts(0, 1, 0, 0, 0, 0, 0));
    }

    void dead(GroupSettings group, String eventType) {
        add(group.name(), eventType, new Counts(0, 0, 1, 0, 0, 0, 0));
    }

    void ran(GroupSettings group, String eventType, int events, Duration time) {
        add(group.name(), eventType, new Counts(0, 0, 0, 0, 0, events, time.toNanos() / 1000));
    }

    /** By group and event type, what was counted since the last time. */
    public synchronized Map<String, Map<String, Counts>> take() {
        Map<String, Map<String, Counts>> taken =
                byGroup.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        byGroup.clear();
        return taken;
    }

    /** Counts again what was taken and could not be stored. */
    public void giveBack(Map<String, Map<String, Counts>> taken) {
        taken.forEach((group, types) -> types.forEach((type, counts) -> add(group, type, counts)));
    }

    private synchronized void add(String group, String eventType, Counts counts) {
        Map<String, Counts> types = byGroup.computeIfAbsent(group, name -> new HashMap<>());
        boolean counted = types.containsKey(eventType) || types.size() < MOST_TYPES;
        types.merge(counted ? eventType : OTHER, counts, Counts::plus);
    }
}
