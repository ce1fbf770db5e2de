package io.redisstreams.eventlog;

import io.redisstreams.http.PageRequest;
import java.util.List;

/**
 * @param totalExact false: there are more than {@code total}
 * @param next the {@code before} of the next page; null: there is none
 */
public record EventsResponse(
        List<EventView> events, long total, boolean totalExact, int limit, int offset, String next) {
    public static EventsResponse of(PageRequest<LogCursor> page, EventLogSearch.EventLogPage found) {
        List<EventLogEntry> rows = found.entries();
        return new EventsResponse(
                rows.stream().map(EventView::of).toList(),
                found.total().rows(),
                found.total().exact(),
                page.limit(),
                page.offset(),
                page.next(rows, last -> LogCursor.of(last).text()));
    }
}
