package io.redisstreams.group;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Streams and their consumer groups. {@code streams.defaults} has the defaults of a group's settings. */
@ConfigMapping(prefix = "streams")
public interface StreamsConfig {
    /** By group name. */
    Map<String, Group> groups();

    Defaults defaults();

    /** By stream; {@link Mode#DIRECT} for those not named. */
    Map<String, Mode> mode();

    Features features();

    Consumers consumers();

    Pushing push();

    Retention retention();

    Search search();

    Idempotency idempotency();

    /** How long a starting service waits for PostgreSQL before it gives up; Redis may be away at the start. */
    @WithDefault("5M")
    Duration startTimeout();

    /**
     * How many streams callers may create by publishing to them, all instances together; one more gets a 429. Streams of
     * the configuration do not count.
     */
    @WithDefault("1000")
    int maxStreams();

    /** How many groups callers may define by the API; one more gets a 429. */
    @WithDefault("100")
    int maxGroups();

    /** How long a stopping service waits for the running batches. */
    @WithDefault("20S")
    Duration drainTimeout();

    /** How long a publisher waits for Redis before it reports that Redis is away. */
    @WithDefault("1500MS")
    Duration publishTimeout();

    /** How a stream's events are published. */
    enum Mode {
        /** A row in the transaction of the change that the event describes, published after the commit. */
        OUTBOX,
        /** XADD; the caller gets its response after Redis's answer. */
        DIRECT
    }

    interface Group {
        String stream();

        OptionalInt concurrency();

        OptionalInt batchSize();

        Optional<Duration> block();

        Optional<Duration> visibilityTimeout();

        Optional<Duration> reclaimEvery();

        OptionalInt maxAttempts();

        OptionalInt maxDeliveries();

        OptionalBackoff backoff();

        Optional<String> startFrom();

        /** Whether an event without a handler is processed once it is logged; in other groups it is unhandled then. */
        @WithDefault("false")
        boolean recordsOnly();

        /**
         * The event types that the group handles: types, or beginnings of types such as {@code order.*}; none: all.
         * Other events are acknowledged without a row.
         */
        Optional<List<String>> eventTypes();

        Push push();
    }

    interface Push {
        /** Each event of the group is one POST to this URL. None: Java handlers handle it. */
        Optional<String> url();

        /** What the body is: {@code json} (the default), {@code cloudevents-binary} or {@code cloudevents-structured}. */
        Optional<PushSettings.Format> format();

        /** How long one call may take, from 100MS to 5M; 10S unless said. */
        Optional<Duration> timeout();

        /**
         * What becomes of an event that is answered 4xx, except 408, 410, 425 and 429: {@code retry} (the default), or
         * {@code dead} at once.
         */
        Optional<PushSettings.OnClientError> onClientError();

        /** The keys that sign the calls, {@code whsec_…}: two during a rotation. None: the calls are not signed. */
        Optional<List<String>> secrets();
    }

    /** What holds for all groups whose events are posted. */
    interface Pushing {
        /**
         * Hosts that events may be posted to although their addresses are private: names as the URL has them, addresses, or
         * ranges such as 10.0.0.0/8.
         */
        Optional<List<String>> allowedHosts();

        /** Calls of a group that this instance has in flight at the same time, unless the group says it. */
        @WithDefault("32")
        int concurrency();
    }

    interface OptionalBackoff {
        Optional<Duration> initial();

        Optional<Duration> max();
    }

    interface Defaults {
        /** Consumers of a group in one instance. */
        @WithDefault("2")
        int concurrency();

        /** Entries that are read, and committed, at once. */
        @WithDefault("200")
        int batchSize();

        /** How long one XREADGROUP waits for entries. */
        @WithDefault("2S")
        Duration block();

        /** An entry that was delivered this long ago and neither acknowledged nor renewed is taken over. */
        @WithDefault("30S")
        Duration visibilityTimeout();

        /** How often a group looks for entries to take over. */
        @WithDefault("5S")
        Duration reclaimEvery();

        /** Attempts of a handler before the event is a dead letter; with the default back-off they last about a day. */
        @WithDefault("20")
        int maxAttempts();

        /**
         * Consumers that may die while they handle an entry before the event becomes a dead letter without another run.
         */
        @WithDefault("5")
        int maxDeliveries();

        Backoff backoff();

        /** Where a new group begins: {@code 0}, {@code $}, an entry id, or an ISO-8601 time. */
        @WithDefault("0")
        String startFrom();
    }

    interface Backoff {
        /** The delay before the second attempt; it doubles before each further one. Half of a delay is jitter. */
        @WithDefault("1S")
        Duration initial();

        /** The longest delay between two attempts. */
        @WithDefault("6H")
        Duration max();
    }

    /** Each with its routes, its stream, its group and its handlers. */
    interface Features {
        @WithDefault("true")
        boolean users();

        @WithDefault("true")
        boolean chat();

        @WithDefault("true")
        boolean tasks();

        @WithDefault("true")
        boolean logs();
    }

    interface Consumers {
        /** Whether this instance processes events, or only publishes them. */
        @WithDefault("true")
        boolean enabled();

        /** The groups that this instance works for; none: all. */
        Optional<List<String>> groups();

        /** Consumers of each group in this instance, which overrides the groups' own settings. */
        OptionalInt concurrency();

        /** A batch whose transaction takes longer is rolled back, and its entries run one by one. */
        @WithDefault("10M")
        Duration transactionTimeout();

        /**
         * How long a statement waits for a lock of another session, at least 1 ms; then the run ends, does not count as
         * an attempt, and is repeated.
         */
        @WithDefault("5S")
        Duration lockTimeout();

        /** A loop without progress for this long makes the liveness probe fail; while a handler runs, plus the above. */
        @WithDefault("60S")
        Duration livenessTimeout();
    }

    interface Idempotency {
        /** How long an id that a caller chose is remembered, so that a repeated call gets the first answer. */
        @WithDefault("24H")
        Duration window();

        /**
         * How many of the latest ids are remembered at least for each stream in mode {@code direct}, and at most twice
         * as many: about 150 bytes of Redis's memory each. In the other mode PostgreSQL remembers all ids of the window.
         */
        @WithDefault("100000")
        int maxIds();
    }

    interface Search {
        /**
         * How much of each second an instance spends on indexing the text of payloads; none: this instance does not
         * index.
         */
        @WithDefault("200MS")
        Duration indexingTime();
    }

    interface Retention {
        /** Entries younger than this are not trimmed. */
        @WithDefault("7D")
        Duration entries();

        /** Rows of the event log older than this are deleted when their event cannot come back; none: kept for ever. */
        Optional<Duration> eventLog();

        /** The most entries of a stream: publishers to a full stream get a 429. */
        @WithDefault("10000000")
        long maxEntries();

        /** How often streams are trimmed. */
        @WithDefault("30S")
        Duration trimEvery();

        /** How often the event log is cleaned. */
        @WithDefault("1M")
        Duration cleanEvery();
    }
}
