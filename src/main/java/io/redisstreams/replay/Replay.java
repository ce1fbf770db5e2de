package io.redisstreams.replay;

import java.time.Instant;
import java.util.UUID;

/**
 * A range of events that a group handles again, and its progress.
 *
 * @param from the first entry id; null: from the beginning
 * @param to the last entry id; null: to the end
 * @param end where it ends, as decided at its start: an entry id, or a row of the event log
 * @param forced whether it also runs handlers that are not idempotent
 * @param skipped events whose handler may not run again, or that wait for a retry anyway
 * @param startedBy the name of the caller; null when it was started before callers had names
 * @param failed events whose handler threw; they stay as they were
 */
public record Replay(
        UUID id,
        String stream,
        String group,
        Source source,
        String from,
        String to,
        String end,
        boolean forced,
        State state,
        long handled,
        long skipped,
        long failed,
        String lastError,
        Instant createdAt,
        Instant finishedAt,
        String startedBy) {
    /** Where the events come from. */
    public enum Source {
        /** All events that the group ever received, as far as the event log still has them. */
        EVENT_LOG("event-log"),
        /** The entries that Redis still has, including those that the group never received. */
        STREAM("stream");

        private final String word;

        Source(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }

        static Source of(String word) {
            return word.equals(STREAM.word) ? STREAM : EVENT_LOG;
        }
    }

    public enum State {
        RUNNING,
        DONE,
        CANCELLED
    }
}
