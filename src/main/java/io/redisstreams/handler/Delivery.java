package io.redisstreams.handler;

import io.redisstreams.event.Event;

/**
 * One delivery of an event to a handler.
 *
 * @param messageId the Redis id of the entry
 * @param attempt 1 for the first run of the handler
 * @param replay whether the event is handled again on request
 */
public record Delivery<P>(
        Event event, P payload, String stream, String messageId, String group, int attempt, boolean replay) {}
