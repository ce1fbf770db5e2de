package io.redisstreams.api;

import io.redisstreams.stream.EventLogSearch;
import java.util.List;

/** @param totalExact false: there are more than {@code total} */
record EventsResponse(List<EventView> events, long total, boolean totalExact, int limit, int offset) {
    static EventsResponse of(EventLogSearch.Page page, int limit, int offset) {
        return new EventsResponse(
                page.entries().stream().map(EventView::of).toList(), page.total(), page.totalExact(), limit, offset);
    }
}
