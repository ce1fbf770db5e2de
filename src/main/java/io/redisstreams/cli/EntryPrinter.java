package io.redisstreams.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.redisstreams.event.BadPayloadException;
import io.redisstreams.event.Json;
import io.redisstreams.event.Printable;
import java.io.PrintStream;

/** Writes entries one to a line, for people or as JSON. */
final class EntryPrinter {
    private final Json json;
    private final PrintStream out;

    /** @param json null to write for people */
    EntryPrinter(Json json, PrintStream out) {
        this.json = json;
        this.out = out;
    }

    void print(StreamEntry entry) {
        out.println(json == null ? text(entry) : json(entry));
    }

    static String text(StreamEntry entry) {
        return String.join(
                "  ",
                entry.event().timestamp().toString(),
                entry.messageId(),
                Printable.line(entry.event().type()),
                Printable.line(entry.event().payload().replaceAll("\\R", " ")));
    }

    private String json(StreamEntry entry) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        object.put("stream", entry.stream());
        object.put("messageId", entry.messageId());
        object.put("id", entry.event().id().toString());
        object.put("eventType", entry.event().type());
        object.put("timestamp", entry.event().timestamp().toString());
        object.set("payload", payload(entry.event().payload()));
        return json.write(object);
    }

    /** A payload that is no JSON is written as text. */
    private JsonNode payload(String payload) {
        try {
            return json.read(payload);
        } catch (BadPayloadException notJson) {
            return TextNode.valueOf(payload);
        }
    }
}
