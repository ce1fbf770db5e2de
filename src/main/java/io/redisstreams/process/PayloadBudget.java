package io.redisstreams.process;

import io.redisstreams.fault.ResponseMemoryException;
import java.util.Collection;

/** Bounds the bytes of payloads in one response, and reserves the memory for them. */
public interface PayloadBudget {
    /** For a caller that wants whole payloads and has the memory. */
    PayloadBudget UNBOUNDED = new PayloadBudget() {
        @Override
        public long mostBytes() {
            return Long.MAX_VALUE;
        }

        @Override
        public void reserve(long bytes) {}
    };

    /** The most bytes of all payloads together. */
    long mostBytes();

    /**
     * Called before {@code bytes} are read.
     *
     * @throws ResponseMemoryException when other responses use the memory
     */
    void reserve(long bytes);

    /**
     * Returns the longest payload that may be read, so that all together take at most {@code most} bytes. Short payloads
     * leave their room to long ones.
     */
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
