package io.redisstreams.postgres;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The conditions of a query. A condition whose value is null is left out, so an absent filter filters nothing. */
public final class Conditions {
    private final List<String> conditions = new ArrayList<>();
    private final Map<String, Object> parameters = new HashMap<>();

    /** @param condition refers to the value as {@code :name} */
    public Conditions and(String condition, String name, Object value) {
        if (value != null) {
            conditions.add(condition);
            parameters.put(name, value);
        }
        return this;
    }

    /** Adds one more value that the last condition refers to. */
    public Conditions with(String name, Object value) {
        parameters.put(name, value);
        return this;
    }

    /** The where clause with a leading blank; empty without conditions. */
    public String where() {
        return conditions.isEmpty() ? "" : " where " + String.join(" and ", conditions);
    }

    public Map<String, Object> parameters() {
        return parameters;
    }

    /**
     * A pattern for {@code ilike … escape '\'} that finds the text anywhere, with its wildcards taken literally; null
     * for null.
     */
    public static String containing(String text) {
        if (text == null || text.isEmpty()) {
            return null;
        }
        return '%' + text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + '%';
    }
}
