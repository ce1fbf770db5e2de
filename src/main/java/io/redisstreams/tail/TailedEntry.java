package io.redisstreams.tail;

import io.redisstreams.redis.Entry;
import io.redisstreams.redis.EntryPages.Shown;
import java.util.function.Function;

/** An entry for all listeners. Its view is made once for all of them. */
public final class TailedEntry {
    private final Entry entry;
    private final boolean cut;
    private volatile String text;

    TailedEntry(Shown shown) {
        this.entry = shown.entry();
        this.cut = shown.cut();
    }

    /** Whether this is only the beginning of the entry. */
    public boolean cut() {
        return cut;
    }

    public Entry entry() {
        return entry;
    }

    /** @param writer the same for all listeners */
    public String text(Function<TailedEntry, String> writer) {
        String made = text;
        if (made == null) {
            made = writer.apply(this);
            text = made;
        }
        return made;
    }
}
