package io.redisstreams.handler;

import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds the handler of an event type in a group: one for this group, or one for every group. */
@ApplicationScoped
public class Handlers {
    private record Key(String group, String eventType) {}

    private static final String EVERY_GROUP = "";

    private final Map<Key, EventHandler<?>> byKey = new HashMap<>();

    Handlers(@All List<EventHandler<?>> handlers) {
        for (EventHandler<?> handler : handlers) {
            Key key = new Key(handler.group().orElse(EVERY_GROUP), handler.eventType());
            EventHandler<?> other = byKey.put(key, handler);
            if (other != null) {
                throw new IllegalStateException("Two handlers of '" + key.eventType() + "' in "
                        + (key.group().isEmpty() ? "every group" : "group '" + key.group() + "'") + ": "
                        + name(other) + " and " + name(handler) + "; an event type has one handler per group");
            }
        }
    }

    Optional<EventHandler<?>> find(String group, String eventType) {
        EventHandler<?> handler = byKey.get(new Key(group, eventType));
        return Optional.ofNullable(handler != null ? handler : byKey.get(new Key(EVERY_GROUP, eventType)));
    }

    private static String name(EventHandler<?> handler) {
        return handler.getClass().getName().replace("_ClientProxy", "");
    }
}
