package io.redisstreams.trim;

import java.util.Collection;
import java.util.Set;

/** Tells which streams are needed though they may not be in Redis. */
public interface StreamHold {
    /** Returns those of the streams for which something waits. Blocks. */
    Set<String> held(Collection<String> streams);
}
