package io.redisstreams.cli;

import io.quarkus.redis.datasource.stream.StreamMessage;
import io.redisstreams.event.EntryCodec;
import io.redisstreams.event.Event;

/** One entry of a stream, with the event that it carries. */
record StreamEntry(String stream, String messageId, Event event) {
    static StreamEntry of(StreamMessage<String, String, String> message) {
        return new StreamEntry(
                message.key(), message.id(), EntryCodec.decode(message.key(), message.id(), message.payload()));
    }
}
