package io.redisstreams.postgres;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How the service uses PostgreSQL; where the server is, Quarkus's own settings say. */
@ConfigMapping(prefix = "streams.database")
public interface DatabaseConfig {
    /**
     * Whether a PgBouncer in transaction mode stands before PostgreSQL. Then the driver prepares no statement by name and
     * sends no session options, for each transaction may run in another session.
     */
    @WithDefault("false")
    boolean pgbouncer();

    /**
     * An instance that has been silent for so long is frozen or gone: the others end its open transactions, whose locks
     * would hold up whoever takes over its work.
     */
    @WithDefault("5S")
    Duration silence();
}
