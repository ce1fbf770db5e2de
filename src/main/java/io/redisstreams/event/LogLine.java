package io.redisstreams.event;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.Consumer;

/** Logs an event: its type and one JSON object, always on one line. */
public final class LogLine {
    private LogLine() {}

    /** @param more adds what the reader of the log needs to know about this event */
    public static String of(Event event, Consumer<ObjectNode> more) {
        ObjectNode fields = JsonNodeFactory.instance.objectNode();
        fields.put("eventId", event.id().toString());
        fields.put("timestamp", event.timestamp().toString());
        more.accept(fields);
        return event.type() + ' ' + fields;
    }
}
