package io.redisstreams.handler;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;

/**
 * Splits lists into parts for consumers that copy each part as a whole: a statement with arrays, a handler of many
 * events.
 */
public final class Parts {
    private static final int MOST_CHARACTERS = 1 << 20;

    private Parts() {}

    /** Keeps the order; each part has at most a million characters, or one larger item. */
    public static <T> List<List<T>> of(List<T> items, ToIntFunction<T> characters) {
        List<List<T>> parts = new ArrayList<>(1);
        int from = 0;
        long sum = 0;
        for (int i = 0; i < items.size(); i++) {
            int length = characters.applyAsInt(items.get(i));
            if (i > from && sum + length > MOST_CHARACTERS) {
                parts.add(items.subList(from, i));
                from = i;
                sum = 0;
            }
            sum += length;
        }
        if (from < items.size()) {
            parts.add(items.subList(from, items.size()));
        }
        return parts;
    }
}
