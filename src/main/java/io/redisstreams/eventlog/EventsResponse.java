package io.redisstreams.eventlog;

import java.util.List;

/**
 * @param totalExact false: there are more than {@code total}
 * @param next the {@code before} of the next page; null: there is none
 */
public record EventsResponse(
        List<EventView> events, long total, boolean totalExact, int limit, int offset, String next) {}
