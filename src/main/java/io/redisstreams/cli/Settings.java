package io.redisstreams.cli;

import java.util.HashMap;
import java.util.Map;

/** How the application is configured for commands that are soon over: it opens no port and does no work of its own. */
final class Settings {
    private Settings() {}

    /** With both servers at hand. */
    static Map<String, String> passive() {
        Map<String, String> settings = new HashMap<>();
        settings.put("quarkus.http.host-enabled", "false");
        settings.put("quarkus.scheduler.enabled", "false");
        settings.put("streams.consumers.enabled", "false");
        settings.put("streams.monitoring.enabled", "false");
        settings.put("quarkus.flyway.active", "false");
        settings.put("quarkus.otel.sdk.disabled", "true");
        // A connection is opened when a query asks for it.
        settings.put("quarkus.datasource.jdbc.min-size", "0");
        settings.put("quarkus.datasource.jdbc.initial-size", "0");
        settings.put("quarkus.banner.enabled", "false");
        // The name in the record of operations.
        settings.put("streams.security.caller", "command of " + System.getProperty("user.name"));
        if (System.getenv("QUARKUS_LOG_LEVEL") == null) {
            settings.put("quarkus.log.level", "ERROR");
        }
        return settings;
    }

    /** Without PostgreSQL at the start. Hibernate stays active, for handlers may inject its EntityManager. */
    static Map<String, String> withoutPostgres() {
        Map<String, String> settings = passive();
        settings.put("quarkus.hibernate-orm.database.start-offline", "true");
        return settings;
    }
}
