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

/** Checks once a second whether PostgreSQL answers in time, and whether it accepts writes. */
@ApplicationScoped
public class PostgresCheck {
    private static final Logger LOG = Logger.getLogger(PostgresCheck.class);
    private static final String READ_ONLY = "SELECT current_setting('transaction_read_only')";

    private static final String LOCK_OUTBOX =
            "SET LOCAL lock_timeout = '500ms'; LOCK TABLE outbox IN ROW EXCLUSIVE MODE";

    private final AgroalDataSource database;
    private volatile ServerFault fault;
    private volatile ServerFault outboxFault;

    PostgresCheck(AgroalDataSource database) {
        this.database = database;
    }

    /** Why PostgreSQL would not have accepted a write at the last check; empty when it would. Never blocks. */
    public Optional<ServerFault> fault() {
        return Optional.ofNullable(fault);
    }

    /**
     * Why the outbox would not have accepted a row at the last check although PostgreSQL accepts writes; empty when it
     * would.
     */
    public Optional<ServerFault> outboxFault() {
        return Optional.ofNullable(outboxFault);
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
            // A silent server must not delay the next check.
            connection.setNetworkTimeout(Runnable::run, (int) RedisCheck.PATIENCE.toMillis());
            try (ResultSet setting = statement.executeQuery(READ_ONLY)) {
                setting.next();
                boolean readOnly = "on".equals(setting.getString(1));
                found(readOnly ? ServerFault.READ_ONLY : null, ServerFault.READ_ONLY.sentence());
            }
            if (fault == null) {
                lookAtOutbox(connection, statement);
            }
        } catch (SQLException failure) {
            found(ServerFault.of(failure).orElse(ServerFault.POSTGRESQL_AWAY), RedisErrors.brief(failure));
        }
    }

    /** Every writer of a row takes this lock too, so it waits only for sessions that block all writers. */
    private void lookAtOutbox(Connection connection, Statement statement) throws SQLException {
        connection.setAutoCommit(false);
        try {
            statement.execute(LOCK_OUTBOX);
            outboxFault = null;
        } catch (SQLException failure) {
            outboxFault = ServerFault.of(failure)
                    .filter(ServerFault.LOCK_TIMEOUT::equals)
                    .orElseThrow(() -> failure);
        } finally {
            connection.rollback();
        }
    }

    private void found(ServerFault now, String reason) {
        if (now == null && fault != null) {
            LOG.info("PostgreSQL accepts writes again");
        } else if (now != fault) {
            LOG.warnf("PostgreSQL accepts no writes: %s", reason);
        }
        fault = now;
    }
}
