package io.redisstreams.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.redisstreams.event.BadPayloadException;
import io.redisstreams.event.Event;
import io.redisstreams.event.EventIds;
import io.redisstreams.event.EventTypes;
import java.io.BufferedReader;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/** Events from lines of JSON: a payload, whose type is given, or an object with {@code eventType} and {@code payload}. */
final class InputEvents {
    private final BufferedReader lines;
    private final String type;
    private final Function<String, JsonNode> json;
    private final Clock clock;
    private long number;

    /** @param json reads JSON, and throws a {@link BadPayloadException} when it is none */
    InputEvents(BufferedReader lines, String type, Function<String, JsonNode> json, Clock clock) {
        this.lines = lines;
        this.type = type;
        this.json = json;
        this.clock = clock;
    }

    /** At least one, waiting for it, and at most so many, without waiting for them; none at the end. */
    List<Event> next(int atMost) throws IOException {
        List<Event> events = new ArrayList<>();
        while (events.size() < atMost && (events.isEmpty() || lines.ready())) {
            String line = lines.readLine();
            if (line == null) {
                break;
            }
            number++;
            if (!line.isBlank()) {
                events.add(event(line));
            }
        }
        return events;
    }

    private Event event(String line) {
        try {
            JsonNode node = json.apply(line);
            boolean whole = node.has("eventType") && node.has("payload");
            String eventType = whole ? node.get("eventType").asText() : type;
            if (eventType == null) {
                throw new BadPayloadException("it names no eventType, and there is no --type");
            }
            if (!eventType.matches(EventTypes.TYPE_PATTERN) || eventType.length() > EventTypes.TYPE_LENGTH) {
                throw new BadPayloadException("'" + eventType + "' is no event type: write it like order.paid");
            }
            return whole
                    ? new Event(id(node), eventType, node.get("payload").toString(), time(node))
                    : new Event(EventIds.next(), eventType, line.strip(), clock.instant());
        } catch (BadPayloadException | IllegalArgumentException | DateTimeParseException wrong) {
            throw new CommandFailure("Line " + number + ": " + wrong.getMessage());
        }
    }

    private static UUID id(JsonNode event) {
        return event.hasNonNull("id") ? UUID.fromString(event.get("id").asText()) : EventIds.next();
    }

    private Instant time(JsonNode event) {
        return event.hasNonNull("timestamp")
                ? Instant.parse(event.get("timestamp").asText())
                : clock.instant();
    }
}
