package io.redisstreams.trim;

import java.util.Collection;
import java.util.Set;

/** Knows which streams are needed although Redis may not have them. */
public interface StreamHold {
    /** Returns those of the streams that have waiting work. Blocks. */
    Set<String> held(Collection<String> streams);
}
