package io.redisstreams.process;

import io.redisstreams.fault.ResponseMemoryException;
import java.util.Collection;

/** How many bytes of payloads one answer may have, and the memory for them. */
public interface PayloadBudget {
    /** For who wants them whole, and has the memory. */
    PayloadBudget UNBOUNDED = new PayloadBudget() {
        @Override
        public long mostBytes() {
            return Long.MAX_VALUE;
        }

        @Override
        public void reserve(long bytes) {}
    };

    /** Of all payloads together. */
    long mostBytes();

    /**
     * Called before so many bytes are read.
     *
     * @throws ResponseMemoryException when other answers have the memory
     */
    void reserve(long bytes);

    /** The longest that a payload may be, so that all together are not more than {@code most}. Short ones leave room to long ones. */
    static long longest(Collection<Long> lengths, long most) {
        long left = most;
        int open = lengths.size();
        for (long length : lengths.stream().sorted().toList()) {
            long share = left / open;
            if (length > share) {
                return share;
            }
            left -= length;
            open--;
        }
        return Long.MAX_VALUE;
    }
}
