package io.redisstreams.monitor;

import java.util.List;
import java.util.Locale;

/** The direction of a group's lag. */
public enum Trend {
    RISING,
    FALLING,
    STEADY;

    private static final long MILLIS = 60_000;
    private static final int FEWEST = 6;
    private static final double NOISE = 5;

    /** Compares the first third of the last minute's points with the last third; null when there are too few. */
    static Trend of(List<GroupPoint> points) {
        long from = points.isEmpty() ? 0 : points.get(points.size() - 1).at() - MILLIS;
        List<Long> lags = points.stream()
                .filter(point -> point.at() >= from && point.lag() != null)
                .map(GroupPoint::lag)
                .toList();
        if (lags.size() < FEWEST) {
            return null;
        }
        int third = lags.size() / 3;
        double first = mean(lags.subList(0, third));
        double last = mean(lags.subList(lags.size() - third, lags.size()));
        if (Math.abs(last - first) <= Math.max(NOISE, Math.max(first, last) / 10)) {
            return STEADY;
        }
        return last > first ? RISING : FALLING;
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    private static double mean(List<Long> values) {
        return values.stream().mapToLong(Long::longValue).average().orElse(0);
    }
}
