package io.redisstreams.cli;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.redisstreams.event.BadPayloadException;
import io.redisstreams.event.Event;
import io.redisstreams.event.EventIds;
import io.redisstreams.event.EventTypes;
import io.redisstreams.event.JsonErrors;
import io.redisstreams.event.PayloadText;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Events from lines of JSON: a payload, whose type is given, or an object with {@code eventType} and {@code payload}. */
final class InputEvents {
    private static final Set<String> TEXTS = Set.of("eventType", "id", "timestamp");

    private final BufferedReader lines;
    private final String unit;
    private final String type;
    private final Clock clock;
    private long number;

    /** @param unit what one line of the input is to the person who gave it */
    InputEvents(BufferedReader lines, String unit, String type, Clock clock) {
        this.lines = lines;
        this.unit = unit;
        this.type = type;
        this.clock = clock;
    }

    /** Waits for at least one, and returns at most {@code atMost} without waiting for more; none at the end. */
    List<Event> next(int atMost) {
        List<Event> events = new ArrayList<>();
        try {
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
        } catch (CharacterCodingException notUtf8) {
            throw new CommandFailure("The input is not UTF-8, after line " + number);
        } catch (IOException unreadable) {
            throw new CommandFailure("The input cannot be read after line " + number + ": " + Faults.brief(unreadable));
        }
    }

    private Event event(String line) {
        try {
            Map<String, String> whole = fields(line);
            if (whole.get("eventType") == null || whole.get("payload") == null) {
                return new Event(EventIds.next(), checked(type), PayloadText.of(line), clock.instant());
            }
            return new Event(
                    whole.get("id") == null ? EventIds.next() : UUID.fromString(whole.get("id")),
                    checked(whole.get("eventType")),
                    PayloadText.of(whole.get("payload")),
                    whole.get("timestamp") == null ? clock.instant() : Instant.parse(whole.get("timestamp")));
        } catch (BadPayloadException wrong) {
            throw new CommandFailure(unit + " " + number + ": payload " + wrong.getMessage());
        } catch (IllegalArgumentException | DateTimeParseException wrong) {
            throw new CommandFailure(unit + " " + number + ": " + wrong.getMessage());
        }
    }

    private static String checked(String eventType) {
        if (eventType == null) {
            throw new IllegalArgumentException("it names no eventType, and there is no --type");
        }
        if (!eventType.matches(EventTypes.TYPE_PATTERN) || eventType.length() > EventTypes.TYPE_LENGTH) {
            throw new IllegalArgumentException("'" + eventType + "' is no event type: write it like order.paid");
        }
        return eventType;
    }

    /** Those of a whole event, if the line is one; the payload as it is written. */
    private static Map<String, String> fields(String line) {
        Map<String, String> fields = new HashMap<>();
        try (JsonParser parser = PayloadText.STRICT.createParser(line)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new BadPayloadException("must be a JSON object");
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                JsonToken value = parser.nextToken();
                int start = Math.toIntExact(parser.currentTokenLocation().getCharOffset());
                parser.skipChildren();
                if (name.equals("payload")) {
                    int end = Math.toIntExact(parser.currentLocation().getCharOffset());
                    fields.put(name, line.substring(start, end));
                } else if (TEXTS.contains(name) && value == JsonToken.VALUE_STRING) {
                    fields.put(name, parser.getText());
                }
            }
            return fields;
        } catch (JsonProcessingException notJson) {
            throw new BadPayloadException("is not JSON: " + JsonErrors.line(notJson), notJson);
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
