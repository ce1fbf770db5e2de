package io.redisstreams.start;

import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.flywaydb.core.Flyway;

/**
 * Updates the schema before any other use of the database. Quarkus would do it earlier, and would end the start when
 * PostgreSQL is away.
 */
@ApplicationScoped
class Migration {
    /** Before the Redis clients are watched and before the scheduler starts. */
    private static final int FIRST = -10;

    private final StartPatience patience;
    private final DatabaseEncoding encoding;

    Migration(StartPatience patience, DatabaseEncoding encoding) {
        this.patience = patience;
        this.encoding = encoding;
    }

    /** @param active false in commands, which leave the schema as it is */
    void migrate(
            @Observes @Priority(FIRST) StartupEvent startup,
            Instance<Flyway> flyway,
            @ConfigProperty(name = "quarkus.flyway.active", defaultValue = "true") boolean active) {
        if (active) {
            patience.run(() -> {
                encoding.check();
                flyway.get().migrate();
            });
        }
    }
}
