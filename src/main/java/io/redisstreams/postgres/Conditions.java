package io.redisstreams.postgres;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The conditions of a query. One whose value is null is left out, so that a filter that is not given filters nothing. */
public final class Conditions {
    private final List<String> conditions = new ArrayList<>();
    private final Map<String, Object> parameters = new HashMap<>();

    /** @param condition names the value {@code :name} */
    public Conditions and(String condition, String name, Object value) {
        if (value != null) {
            conditions.add(condition);
            parameters.put(name, value);
        }
        return this;
    }

    /** One more value that the last condition names. */
    public Conditions with(String name, Object value) {
        parameters.put(name, value);
        return this;
    }

    /** The where clause with a blank before it; empty when nothing is asked. */
    public String where() {
        return conditions.isEmpty() ? "" : " where " + String.join(" and ", conditions);
    }

    public Map<String, Object> parameters() {
        return parameters;
    }

    /** A pattern for {@code ilike … escape '\'} that finds the text anywhere, its wildcards taken literally; null for none. */
    public static String containing(String text) {
        if (text == null || text.isEmpty()) {
            return null;
        }
        return '%' + text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + '%';
    }
}
