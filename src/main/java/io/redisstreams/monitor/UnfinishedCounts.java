package io.redisstreams.monitor;

import java.util.Map;
import java.util.TreeMap;

/**
 * Unfinished events of a group.
 *
 * @param unhandled number of events of each type without a handler
 * @param dueRetries the part of {@code retrying} whose time has come
 * @param attempts number of these events by their number of attempts
 */
public record UnfinishedCounts(
        long deadLetters, long retrying, long dueRetries, Map<Integer, Long> attempts, Map<String, Long> unhandled) {
    public static final UnfinishedCounts NONE = new UnfinishedCounts(0, 0, 0, Map.of(), Map.of());

    static UnfinishedCounts of(boolean dead, int attempts, long count, long due) {
        return new UnfinishedCounts(
                dead ? count : 0, dead ? 0 : count, dead ? 0 : due, Map.of(attempts, count), Map.of());
    }

    static UnfinishedCounts ofUnhandled(String eventType, long count) {
        return new UnfinishedCounts(0, 0, 0, Map.of(), Map.of(eventType, count));
    }

    public long unhandledEvents() {
        return unhandled.values().stream().mapToLong(Long::longValue).sum();
    }

    public UnfinishedCounts plus(UnfinishedCounts more) {
        return new UnfinishedCounts(
                deadLetters + more.deadLetters,
                retrying + more.retrying,
                dueRetries + more.dueRetries,
                sum(attempts, more.attempts),
                sum(unhandled, more.unhandled));
    }

    private static <K> Map<K, Long> sum(Map<K, Long> one, Map<K, Long> other) {
        Map<K, Long> sum = new TreeMap<>(one);
        other.forEach((key, count) -> sum.merge(key, count, Long::sum));
        return sum;
    }
}
