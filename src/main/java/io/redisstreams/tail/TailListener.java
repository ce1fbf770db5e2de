package io.redisstreams.tail;

/** Receives entries in their order, from one thread at a time. Must not block: others wait. */
public interface TailListener {
    /** False when it is so busy that the rest of the missed entries should be left out. */
    boolean entry(TailedEntry entry);

    /** The entries after this one are left out, because they are too many. */
    void gap(String afterId);

    /** The listener is too slow, and receives nothing more. */
    void overrun();
}
