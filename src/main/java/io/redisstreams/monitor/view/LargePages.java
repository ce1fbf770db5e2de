package io.redisstreams.monitor.view;

import io.redisstreams.process.PayloadBudget;
import java.util.function.LongFunction;
import java.util.function.Predicate;

/** Reads pages of unknown size: most are small and need no memory reservation. */
final class LargePages {
    private static final long SMALL = 256 * 1024;

    private LargePages() {}

    /**
     * @param read reads a page of at most the given bytes
     * @param full whether the page was cut because of its bytes
     */
    static <T> T read(PayloadBudget room, LongFunction<T> read, Predicate<T> full) {
        T page = read.apply(SMALL);
        if (!full.test(page)) {
            return page;
        }
        room.reserve(room.mostBytes());
        return read.apply(room.mostBytes());
    }
}
