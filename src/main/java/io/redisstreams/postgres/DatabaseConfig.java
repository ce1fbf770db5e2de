package io.redisstreams.postgres;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How the service uses PostgreSQL; Quarkus's own settings name the server. */
@ConfigMapping(prefix = "streams.database")
public interface DatabaseConfig {
    /**
     * Whether a PgBouncer in transaction mode is in front of PostgreSQL. Then the driver prepares no statement by name
     * and sends no session options, because each transaction may run in another session.
     */
    @WithDefault("false")
    boolean pgbouncer();

    /**
     * An instance that is silent for this long is frozen or gone: the others end its open transactions, whose locks
     * would block the instances that take over its work.
     */
    @WithDefault("5S")
    Duration silence();

    /**
     * How long an HTTP call may use a session of PostgreSQL. Then its statement is cancelled, and a second later the
     * session is closed if that did not help; the caller gets a 503. Searches have {@code streams.search.timeout}.
     */
    @WithDefault("4S")
    Duration callTimeout();

    /**
     * How long other work of the service waits for one answer of PostgreSQL. Statements of a batch or a retry, and so of
     * handlers, may take as long as their transaction.
     */
    @WithDefault("30S")
    Duration answerTimeout();
}
