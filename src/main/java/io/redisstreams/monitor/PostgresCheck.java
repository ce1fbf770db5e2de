package io.redisstreams.monitor;

import io.agroal.api.AgroalDataSource;
import io.quarkus.runtime.StartupEvent;
import io.redisstreams.fault.RedisErrors;
import io.redisstreams.fault.ServerFault;
import io.redisstreams.process.Ticker;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Asks PostgreSQL once a second whether it answers in time, and whether it takes writes. */
@ApplicationScoped
public class PostgresCheck {
    private static final Logger LOG = Logger.getLogger(PostgresCheck.class);
    private static final String READ_ONLY = "SELECT current_setting('transaction_read_only')";

    private final AgroalDataSource database;
    private volatile ServerFault fault;

    PostgresCheck(AgroalDataSource database) {
        this.database = database;
    }

    /** Why PostgreSQL would not have taken a write at the last look; empty when it would. Never blocks. */
    public Optional<ServerFault> fault() {
        return Optional.ofNullable(fault);
    }

    void start(@Observes StartupEvent startup, Ticker ticker) {
        ticker.every(RedisCheck.EVERY, "postgres-check", this::look);
        if (ticker.isEnabled()) {
            look();
        }
    }

    void look() {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            // A server that is silent must not hold up the next look.
            connection.setNetworkTimeout(Runnable::run, (int) RedisCheck.PATIENCE.toMillis());
            try (ResultSet setting = statement.executeQuery(READ_ONLY)) {
                setting.next();
                boolean readOnly = "on".equals(setting.getString(1));
                connection.setNetworkTimeout(Runnable::run, 0);
                found(readOnly ? ServerFault.READ_ONLY : null, ServerFault.READ_ONLY.sentence());
            }
        } catch (SQLException failure) {
            found(ServerFault.of(failure).orElse(ServerFault.POSTGRESQL_AWAY), RedisErrors.brief(failure));
        }
    }

    private void found(ServerFault now, String reason) {
        if (now == null && fault != null) {
            LOG.info("PostgreSQL takes writes again");
        } else if (now != fault) {
            LOG.warnf("PostgreSQL takes no writes: %s", reason);
        }
        fault = now;
    }
}
