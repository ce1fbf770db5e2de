package io.redisstreams.consume;

import io.redisstreams.group.GroupSettings;
import io.redisstreams.redis.Entry;
import java.util.List;
import java.util.function.BooleanSupplier;

/** How the entries of a group are handled: by Java handlers in a transaction, or by delivery to a remote handler. */
interface EntryHandling {
    /**
     * Returns the message ids of the finished entries: their outcome is in the event log, and they may be acknowledged.
     * The missing ones are left to another consumer.
     *
     * @throws RuntimeException when the event log cannot be read or written; then the same entries may be handled again
     */
    List<String> process(GroupSettings group, String consumer, List<Entry> entries, BooleanSupplier stop);

    /** Writes a dead letter for an entry that must not be handled. */
    void giveUp(GroupSettings group, String consumer, Entry entry, String reason, int deliveries);
}
