package io.redisstreams.group;

import io.smallrye.config.ConfigSourceInterceptor;
import io.smallrye.config.ConfigSourceInterceptorContext;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.Priorities;
import jakarta.annotation.Priority;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the group or stream that the name of an environment variable means. A variable has an underscore for a dash, a
 * dot and a colon, and Quarkus reads each as a dot: {@code STREAMS_GROUPS__CHAT_PROCESSING_GROUP__CONCURRENCY} would set
 * the concurrency of a group {@code chat.processing.group}, which has no stream, and the service would not start.
 */
@Priority(Priorities.APPLICATION)
public class EnvironmentNames implements ConfigSourceInterceptor {
    private static final long serialVersionUID = 1;

    private static final Pattern GROUP = Pattern.compile("(?<start>streams\\.groups\\.\"?(?<name>[^\"]+)\"?)\\.stream");
    private static final Pattern OF_ONE =
            Pattern.compile("(?<start>streams\\.(?:groups|mode)\\.\"[^\"]+\")(?<rest>.*)");

    @Override
    public ConfigValue getValue(ConfigSourceInterceptorContext context, String name) {
        return context.proceed(name);
    }

    /** Quarkus finds the value of a variable under any property name that maps to it, so the right names are enough. */
    @Override
    public Iterator<String> iterateNames(ConfigSourceInterceptorContext context) {
        List<String> names = new ArrayList<>();
        context.iterateNames().forEachRemaining(names::add);
        Map<String, String> known = known(context, names);
        names.replaceAll(name -> meant(context, name, known));
        return names.iterator();
    }

    /**
     * Maps the variable's form to the prefix of each group's settings, and to the mode of the stream that the group
     * reads.
     */
    private static Map<String, String> known(ConfigSourceInterceptorContext context, List<String> names) {
        Map<String, String> known = new HashMap<>();
        for (String name : names) {
            Matcher group = GROUP.matcher(name);
            if (group.matches()) {
                known.put(variable("streams.groups.\"" + group.group("name") + "\""), group.group("start"));
                ConfigValue stream = context.proceed(name);
                if (stream != null && stream.getValue() != null) {
                    String mode = "streams.mode.\"" + stream.getValue() + "\"";
                    known.put(variable(mode), mode);
                }
            }
        }
        return known;
    }

    private static String meant(ConfigSourceInterceptorContext context, String name, Map<String, String> known) {
        Matcher setting = OF_ONE.matcher(name);
        if (!setting.matches() || known.containsValue(setting.group("start")) || !isOfEnvironment(context, name)) {
            return name;
        }
        String start = setting.group("start");
        return known.getOrDefault(variable(start), start) + setting.group("rest");
    }

    private static boolean isOfEnvironment(ConfigSourceInterceptorContext context, String name) {
        ConfigValue value = context.proceed(name);
        return value != null
                && value.getConfigSourceName() != null
                && value.getConfigSourceName().startsWith(EnvConfigSource.NAME);
    }

    private static String variable(String name) {
        return name.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    }
}
