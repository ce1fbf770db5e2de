package io.redisstreams.eventlog;

import io.redisstreams.http.Query;
import io.redisstreams.http.problem.BadParameterException;
import java.util.List;

/**
 * Which page of the event log a call asks for.
 *
 * @param after the row before the page; null: by the offset
 */
public record LogPage(LogCursor after, int limit, int offset) {
    private static final String AFTER = "before";

    public static LogPage of(Query query) {
        LogCursor after = query.read(AFTER, LogCursor::of, "must be the `next` of an answer");
        int offset = query.number("offset", 0, 0, EventLogSearch.MOST_COUNTED);
        if (after != null && offset > 0) {
            throw new BadParameterException("offset", "must not be given with " + AFTER);
        }
        return new LogPage(after, query.limit(), offset);
    }

    public EventsResponse answer(EventLogSearch.EventLogPage found) {
        List<EventLogEntry> rows = found.entries();
        String next = rows.size() < limit
                ? null
                : LogCursor.of(rows.get(rows.size() - 1)).text();
        return new EventsResponse(
                rows.stream().map(EventView::of).toList(), found.total(), found.totalExact(), limit, offset, next);
    }
}
