package io.redisstreams.process;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How much memory entries may take. */
@ConfigMapping(prefix = "streams.memory")
interface MemoryConfig {
    /**
     * The share of the heap that the bytes of entries in hand may be, all loops together: each byte of an entry is held
     * several times while it is handled. An entry of more than twice that is a dead letter.
     */
    @WithDefault("0.03")
    double share();
}
