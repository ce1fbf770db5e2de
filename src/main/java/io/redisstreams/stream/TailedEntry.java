package io.redisstreams.stream;

import java.util.function.Function;

/** An entry on its way to all who listen. What it is shown as is made once for all of them. */
public final class TailedEntry {
    private final Entry entry;
    private volatile String text;

    TailedEntry(Entry entry) {
        this.entry = entry;
    }

    public Entry entry() {
        return entry;
    }

    /** @param writer the same for all who listen */
    public String text(Function<Entry, String> writer) {
        String made = text;
        if (made == null) {
            made = writer.apply(entry);
            text = made;
        }
        return made;
    }
}
