package io.redisstreams.tail;

/** Is told of entries in their order, by one thread at a time. Must not block: others wait. */
public interface TailListener {
    /** False when it has so much to do already that what it has missed beside that is better left out. */
    boolean entry(TailedEntry entry);

    /** Entries after this one are left out, for they were too many. */
    void gap(String afterId);

    /** It cannot keep up, and is told nothing any more. */
    void overrun();
}
