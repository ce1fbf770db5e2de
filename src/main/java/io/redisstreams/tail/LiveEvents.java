package io.redisstreams.tail;

import io.redisstreams.event.Json;
import io.redisstreams.http.Query;
import io.redisstreams.http.problem.BadParameterException;
import io.redisstreams.redis.EntryRange;
import io.redisstreams.tail.LiveTail.Listening;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;

/** Connects a stream's live tail with an open connection. */
@ApplicationScoped
public class LiveEvents {
    private final LiveTail tail;
    private final StreamNames names;
    private final EntryViews views;
    private final Json json;

    LiveEvents(LiveTail tail, StreamNames names, EntryViews views, Json json) {
        this.tail = tail;
        this.names = names;
        this.views = views;
        this.json = json;
    }

    /** @param eventType null: all; @param afterId null: from now on */
    public record Wanted(String stream, String eventType, String afterId) {
        /** What a browser sends when it reconnects wins over what the page sent at first. */
        public static Wanted of(String stream, Query query, HttpHeaders headers) {
            String header = headers.getHeaderString("Last-Event-ID");
            String afterId = header == null || header.isBlank() ? query.text("lastEventId") : header.strip();
            if (afterId != null && !EntryRange.isId(afterId)) {
                throw new BadParameterException("Last-Event-ID", "must be an entry id like 1769860800130-0");
            }
            return new Wanted(stream, query.text("eventType"), afterId);
        }
    }

    /** Blocks while it reads what the client has missed. */
    public Listening tail(Wanted wanted, SseConnection connection) {
        names.require(wanted.stream());
        return tail.listen(
                wanted.stream(), wanted.afterId(), new TailConnection(connection, wanted.eventType(), json, views));
    }
}
