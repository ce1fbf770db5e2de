package io.redisstreams.group;

import io.redisstreams.event.EventTypes;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** What the service brings along beside custom events: each can be switched off ({@code streams.features.*}). */
enum Feature {
    USERS(EventTypes.USER_EVENTS, "user-processing-group", "/api/users"),
    CHAT(EventTypes.CHAT_MESSAGES, "chat-processing-group", "/api/events/chat", "/api/chat"),
    TASKS(EventTypes.TASK_QUEUE, "task-processing-group", "/api/events/tasks", "/api/tasks"),
    LOGS(EventTypes.SYSTEM_LOGS, "system-processing-group", "/api/events/logs");

    private final String stream;
    private final String group;
    private final List<String> paths;

    Feature(String stream, String group, String... paths) {
        this.stream = stream;
        this.group = group;
        this.paths = List.of(paths);
    }

    static Set<Feature> switchedOff(StreamsConfig.Features config) {
        Set<Feature> off = EnumSet.noneOf(Feature.class);
        for (Feature feature : values()) {
            if (!feature.isOn(config)) {
                off.add(feature);
            }
        }
        return off;
    }

    boolean isOn(StreamsConfig.Features config) {
        return switch (this) {
            case USERS -> config.users();
            case CHAT -> config.chat();
            case TASKS -> config.tasks();
            case LOGS -> config.logs();
        };
    }

    String stream() {
        return stream;
    }

    String group() {
        return group;
    }

    /** Whether the path is one of the feature's, or below one. */
    boolean serves(String path) {
        return paths.stream().anyMatch(own -> path.equals(own) || path.startsWith(own + "/"));
    }
}
