package io.redisstreams.operation;

import java.util.Map;

/**
 * An action whose change is more than a published event.
 *
 * @param action what is done, as {@code <kind>.<verb>}: {@code dead-letters.redrive}, {@code group.pause}
 * @param target the group, stream, event or letter; null when the filter selects it
 * @param filter what was selected, by the names of the API; null when there is a target
 * @param reason why, in the caller's words; null without a reason
 */
public record Operation(String action, String target, Map<String, Object> filter, String reason) {
    /** An action on one thing. */
    public static Operation on(String action, String target) {
        return new Operation(action, target, null, null);
    }

    /** An action on all that match. Null values of the filter are left out. */
    public static Operation matching(String action, Map<String, Object> filter) {
        return new Operation(action, null, filter, null);
    }

    /** The same action with the caller's reason; null: none. */
    public Operation because(String why) {
        return new Operation(action, target, filter, why);
    }
}
