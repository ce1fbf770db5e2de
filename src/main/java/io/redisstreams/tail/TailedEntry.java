package io.redisstreams.tail;

import io.redisstreams.redis.Entry;
import io.redisstreams.redis.EntryPages.Shown;
import java.util.function.Function;

/** An entry on its way to all who listen. What it is shown as is made once for all of them. */
public final class TailedEntry {
    private final Entry entry;
    private final boolean cut;
    private volatile String text;

    TailedEntry(Shown shown) {
        this.entry = shown.entry();
        this.cut = shown.cut();
    }

    /** Whether this is only the beginning of what the entry carries. */
    public boolean cut() {
        return cut;
    }

    public Entry entry() {
        return entry;
    }

    /** @param writer the same for all who listen */
    public String text(Function<TailedEntry, String> writer) {
        String made = text;
        if (made == null) {
            made = writer.apply(this);
            text = made;
        }
        return made;
    }
}
