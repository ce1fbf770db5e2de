package io.redisstreams.replay;

import java.time.Instant;
import java.util.UUID;

/**
 * Events of a range that a group handles again, and how far it has come.
 *
 * @param from the first entry id; null: from the beginning
 * @param to the last entry id; null: to the end
 * @param end where it ends, as was decided when it was started: an entry id, or a row of the event log
 * @param forced whether handlers run again that do not say they are idempotent
 * @param skipped events whose handler was not to run again, or that wait for a retry anyway
 * @param startedBy the name of the caller; null for one that was started before callers had names
 * @param failed events whose handler threw; they are as they were before
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
        /** All that the group was ever given, as far as it is kept. */
        EVENT_LOG("event-log"),
        /** What is in Redis still, also what the group was never given. */
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
