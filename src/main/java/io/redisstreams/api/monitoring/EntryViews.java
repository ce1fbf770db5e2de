package io.redisstreams.api.monitoring;

import io.redisstreams.event.BadPayloadException;
import io.redisstreams.event.Event;
import io.redisstreams.event.Json;
import io.redisstreams.stream.Entry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Shows entries. Whatever somebody has written into a stream, the answer is JSON. */
@ApplicationScoped
class EntryViews {
    /** What goes to every open page every second is bounded. */
    private static final int BEGINNING = 4096;

    private final Json json;

    EntryViews(Json json) {
        this.json = json;
    }

    EntryView whole(Entry entry) {
        return entry == null ? null : view(entry, Integer.MAX_VALUE);
    }

    EntryView beginning(Entry entry) {
        return entry == null ? null : view(entry, BEGINNING);
    }

    List<EntryView> beginnings(List<Entry> entries) {
        return entries.stream().map(this::beginning).toList();
    }

    private EntryView view(Entry entry, int longest) {
        Event event = entry.event();
        String text = event.payload();
        boolean cut = text.length() > longest;
        boolean malformed = !cut && !isJson(text);
        String shown = cut ? json.write(text.substring(0, longest)) : malformed ? json.write(text) : text;
        return new EntryView(
                entry.messageId(),
                entry.at(),
                event.id(),
                event.type(),
                shown,
                malformed,
                cut,
                event.timestamp(),
                event.traceparent());
    }

    private boolean isJson(String text) {
        try {
            json.read(text);
            return true;
        } catch (BadPayloadException malformed) {
            return false;
        }
    }
}
