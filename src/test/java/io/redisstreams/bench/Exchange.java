package io.redisstreams.bench;

import java.nio.ByteBuffer;

/** What one connection of a {@link Load} says and hears. */
interface Exchange {
    /** Appends the next request. */
    void write(ByteBuffer out);

    /** Takes the complete replies off the front of what was received, and says how many they were. */
    int read(ByteBuffer in);
}
