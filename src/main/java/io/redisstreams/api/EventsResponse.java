package io.redisstreams.api;

import io.redisstreams.stream.EventLogSearch;
import java.util.List;

record EventsResponse(List<EventView> events, long total, int limit, int offset) {
    static EventsResponse of(EventLogSearch.Page page, int limit, int offset) {
        return new EventsResponse(page.entries().stream().map(EventView::of).toList(), page.total(), limit, offset);
    }
}
