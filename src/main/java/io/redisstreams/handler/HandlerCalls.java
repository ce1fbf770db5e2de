package io.redisstreams.handler;

import io.redisstreams.event.BadPayloadException;
import io.redisstreams.event.Json;
import io.redisstreams.group.GroupSettings;
import io.redisstreams.redis.Entry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Prepares entries for their handlers. Never fails: the call contains what is wrong with an entry. */
@ApplicationScoped
public class HandlerCalls {
    /** The fields that may name the user that a payload is about; the first one present counts. */
    private static final List<String> USER_FIELDS = List.of("userId", "senderId", "createdBy", "completedBy");

    private final Handlers handlers;
    private final Json json;

    HandlerCalls(Handlers handlers, Json json) {
        this.handlers = handlers;
        this.json = json;
    }

    public HandlerCall read(GroupSettings group, Entry entry) {
        EventHandler<Object> handler =
                group.push() == null ? handler(group, entry.event().type()) : null;
        String payload = entry.event().payload();
        UUID userId;
        try {
            userId = userOf(payload);
        } catch (BadPayloadException notJson) {
            return new HandlerCall(entry, handler, null, null, false, notJson);
        }
        try {
            Object typed = handler == null ? null : json.read(payload, handler.payloadType());
            return new HandlerCall(entry, handler, typed, userId, true, null);
        } catch (BadPayloadException wrongShape) {
            return new HandlerCall(entry, handler, null, userId, true, wrongShape);
        }
    }

    @SuppressWarnings("unchecked") // The payload is read as the handler's own type, a line above its use.
    private EventHandler<Object> handler(GroupSettings group, String eventType) {
        Optional<EventHandler<?>> handler = handlers.find(group.name(), eventType);
        return (EventHandler<Object>) handler.orElse(null);
    }

    /**
     * The user whom a payload is about, or null.
     *
     * @throws BadPayloadException when it is not JSON
     */
    public UUID userOf(String payload) {
        return userId(json.texts(payload, USER_FIELDS));
    }

    private static UUID userId(Map<String, String> texts) {
        return USER_FIELDS.stream()
                .filter(texts::containsKey)
                .findFirst()
                .map(field -> uuid(texts.get(field)))
                .orElse(null);
    }

    private static UUID uuid(String text) {
        try {
            return text.length() == 36 ? UUID.fromString(text) : null;
        } catch (IllegalArgumentException otherSystemsId) {
            return null;
        }
    }
}
