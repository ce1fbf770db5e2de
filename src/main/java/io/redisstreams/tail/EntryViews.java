package io.redisstreams.tail;

import io.redisstreams.event.BadPayloadException;
import io.redisstreams.event.Event;
import io.redisstreams.event.Json;
import io.redisstreams.redis.Entry;
import io.redisstreams.redis.EntryPages.Shown;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Makes views of entries. The result is always JSON, whatever a client has written into the stream. */
@ApplicationScoped
public class EntryViews {
    /** Bounds what is sent to every open page every second. */
    private static final int BEGINNING = 4096;

    private final Json json;

    EntryViews(Json json) {
        this.json = json;
    }

    /** @param cut whether the entry already is only a beginning */
    public EntryView whole(Entry entry, boolean cut) {
        return view(entry, Integer.MAX_VALUE, cut);
    }

    /** Null for null. */
    public EntryView whole(Shown shown) {
        return shown == null ? null : whole(shown.entry(), shown.cut());
    }

    public EntryView beginning(Entry entry) {
        return entry == null ? null : view(entry, BEGINNING, false);
    }

    public List<EntryView> beginnings(List<Entry> entries) {
        return entries.stream().map(this::beginning).toList();
    }

    private EntryView view(Entry entry, int longest, boolean isBeginning) {
        Event event = entry.event();
        String text = event.payload();
        boolean cut = isBeginning || text.length() > longest;
        boolean malformed = !cut && !isJson(text);
        String shown = cut
                ? json.write(text.substring(0, Math.min(longest, text.length())))
                : malformed ? json.write(text) : text;
        return new EntryView(
                entry.messageId(),
                entry.at(),
                event.id(),
                event.type(),
                shown,
                malformed,
                cut,
                event.timestamp(),
                event.traceparent(),
                event.publisher());
    }

    private boolean isJson(String text) {
        try {
            json.texts(text, List.of());
            return true;
        } catch (BadPayloadException malformed) {
            return false;
        }
    }
}
