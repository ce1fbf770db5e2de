package io.redisstreams.monitor;

import java.util.Map;
import java.util.TreeMap;

/**
 * Events of a group that are not done.
 *
 * @param dueRetries those of {@code retrying} whose time has come
 * @param attempts how many of all these had how many attempts
 */
public record UnfinishedCounts(long deadLetters, long retrying, long dueRetries, Map<Integer, Long> attempts) {
    public static final UnfinishedCounts NONE = new UnfinishedCounts(0, 0, 0, Map.of());

    static UnfinishedCounts of(boolean dead, int attempts, long count, long due) {
        return new UnfinishedCounts(dead ? count : 0, dead ? 0 : count, dead ? 0 : due, Map.of(attempts, count));
    }

    public UnfinishedCounts plus(UnfinishedCounts more) {
        Map<Integer, Long> sum = new TreeMap<>(attempts);
        more.attempts.forEach((value, count) -> sum.merge(value, count, Long::sum));
        return new UnfinishedCounts(
                deadLetters + more.deadLetters, retrying + more.retrying, dueRetries + more.dueRetries, sum);
    }
}
