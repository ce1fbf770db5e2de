package io.redisstreams.event;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Converts between an event and the fields of its entry: {@code id}, {@code eventType}, {@code payload},
 * {@code timestamp} (epoch milliseconds), when a trace is active {@code traceparent}, {@code key} when the event has
 * one, and {@code publisher} when its caller has a name.
 * Decoding never fails, because any client may write to a stream: a missing field is derived, and a wrong one is left to
 * the reader of the payload.
 */
public final class EntryCodec {
    static final String ID = "id";
    static final String TYPE = "eventType";
    public static final String PAYLOAD = "payload";
    static final String TIMESTAMP = "timestamp";
    static final String TRACEPARENT = "traceparent";
    static final String KEY = "key";
    static final String PUBLISHER = "publisher";

    /** All fields that the service reads; an entry may have more. */
    public static final List<String> FIELDS = List.of(ID, TYPE, PAYLOAD, TIMESTAMP, TRACEPARENT, KEY, PUBLISHER);

    /** The type of an entry without a type. */
    public static final String UNKNOWN_TYPE = "unknown";

    /**
     * The seconds of the years 1973 to 5138. As milliseconds they are days from 1970 to 1973, and no event is that old.
     */
    private static final long SECONDS_FROM = 100_000_000L;

    private static final long SECONDS_TO = 100_000_000_000L;
    private static final long YEAR_9999 = 253_402_300_799_999L;

    private EntryCodec() {}

    public static Map<String, String> encode(Event event) {
        Map<String, String> fields = new LinkedHashMap<>(8);
        fields.put(ID, event.id().toString());
        fields.put(TYPE, event.type());
        fields.put(PAYLOAD, event.payload());
        fields.put(TIMESTAMP, Long.toString(event.timestamp().toEpochMilli()));
        if (event.traceparent() != null) {
            fields.put(TRACEPARENT, event.traceparent());
        }
        if (event.key() != null) {
            fields.put(KEY, event.key());
        }
        if (event.publisher() != null) {
            fields.put(PUBLISHER, event.publisher());
        }
        return fields;
    }

    /** @param messageId the entry's Redis id, {@code <milliseconds>-<sequence>} */
    public static Event decode(String stream, String messageId, Map<String, String> fields) {
        return new Event(
                id(fields.get(ID), stream, messageId),
                type(fields.get(TYPE)),
                fields.getOrDefault(PAYLOAD, ""),
                timestamp(fields.get(TIMESTAMP), messageId),
                fields.get(TRACEPARENT),
                fields.get(KEY),
                fields.get(PUBLISHER));
    }

    private static UUID id(String text, String stream, String messageId) {
        try {
            return text == null ? EventIds.ofEntry(stream, messageId) : UUID.fromString(text);
        } catch (IllegalArgumentException notAUuid) {
            return EventIds.ofEntry(stream, messageId);
        }
    }

    private static String type(String text) {
        return text == null || text.isBlank() ? UNKNOWN_TYPE : text;
    }

    /** The producer's time when it is a valid one, otherwise the time at which Redis stored the entry. */
    private static Instant timestamp(String text, String messageId) {
        try {
            long number = text == null ? -1 : Long.parseLong(text);
            long millis = number >= SECONDS_FROM && number < SECONDS_TO ? number * 1000 : number;
            return Instant.ofEpochMilli(millis >= 0 && millis <= YEAR_9999 ? millis : redisMillis(messageId));
        } catch (NumberFormatException notMillis) {
            return Instant.ofEpochMilli(redisMillis(messageId));
        }
    }

    private static long redisMillis(String messageId) {
        long millis = Long.parseUnsignedLong(messageId.substring(0, messageId.indexOf('-')));
        return millis >= 0 && millis <= YEAR_9999 ? millis : 0;
    }
}
