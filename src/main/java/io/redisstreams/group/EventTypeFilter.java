package io.redisstreams.group;

import io.redisstreams.event.EventTypes;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The event types that a group handles.
 *
 * @param patterns types, or the beginnings of types such as {@code order.*}; none: every type
 */
public record EventTypeFilter(List<String> patterns) {
    public static final EventTypeFilter ALL = new EventTypeFilter(List.of());

    static final int MOST = 100;
    private static final String REST = ".*";
    private static final String VALID = EventTypes.TYPE_PATTERN + "(\\.\\*)?";

    public EventTypeFilter {
        patterns = List.copyOf(patterns);
    }

    public boolean wants(String eventType) {
        return patterns.isEmpty() || patterns.stream().anyMatch(pattern -> matches(pattern, eventType));
    }

    public boolean wantsAll() {
        return patterns.isEmpty();
    }

    /** The filter as a regular expression of PostgreSQL; null when every type is wanted. */
    public String regex() {
        return wantsAll()
                ? null
                : patterns.stream().map(EventTypeFilter::regex).collect(Collectors.joining("|", "^(", ")$"));
    }

    boolean isValid() {
        return patterns.size() <= MOST
                && patterns.stream()
                        .allMatch(pattern -> pattern.length() <= EventTypes.TYPE_LENGTH && pattern.matches(VALID));
    }

    private static boolean matches(String pattern, String eventType) {
        return pattern.endsWith(REST)
                ? eventType.startsWith(pattern.substring(0, pattern.length() - 1))
                : eventType.equals(pattern);
    }

    private static String regex(String pattern) {
        return pattern.endsWith(REST) ? literal(pattern.substring(0, pattern.length() - 1)) + ".*" : literal(pattern);
    }

    /** A dot is the only character of a type with a meaning in regular expressions. */
    private static String literal(String text) {
        return text.replace(".", "\\.");
    }
}
