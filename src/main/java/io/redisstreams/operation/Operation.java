package io.redisstreams.operation;

import java.util.Map;

/**
 * An action that changes more than by publishing an event.
 *
 * @param action what is done, as {@code <kind>.<verb>}: {@code dead-letters.redrive}, {@code group.pause}
 * @param target the group, stream, event or letter; null when the filter says it
 * @param filter what was selected, by the names of the API; null when the target says it
 * @param reason why, in the caller's words; null when the caller did not say
 */
public record Operation(String action, String target, Map<String, Object> filter, String reason) {
    /** On one thing. */
    public static Operation on(String action, String target) {
        return new Operation(action, target, null, null);
    }

    /** On all that match. Null values of the filter are left out. */
    public static Operation matching(String action, Map<String, Object> filter) {
        return new Operation(action, null, filter, null);
    }

    /** The same, with the caller's reason; null: none. */
    public Operation because(String why) {
        return new Operation(action, target, filter, why);
    }
}
