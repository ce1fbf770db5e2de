package io.redisstreams.stream;

import io.quarkus.redis.datasource.stream.StreamMessage;
import io.redisstreams.event.EntryCodec;
import io.redisstreams.event.Event;
import java.time.Instant;

/** One record of a stream, with the event that it carries. */
public record Entry(String messageId, Event event) {
    static Entry of(StreamMessage<String, String, String> message) {
        return new Entry(message.id(), EntryCodec.decode(message.key(), message.id(), message.payload()));
    }

    /** When Redis took it, by its id; null when that is no time that a calendar knows. */
    public Instant at() {
        return EntryId.time(messageId);
    }
}
