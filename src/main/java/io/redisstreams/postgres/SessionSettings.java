package io.redisstreams.postgres;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.AgroalDataSource.FlushMode;
import io.agroal.api.configuration.supplier.AgroalConnectionPoolConfigurationSupplier;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.quarkus.agroal.runtime.JdbcDriver;
import io.quarkus.arc.Unremovable;
import io.quarkus.jdbc.postgresql.runtime.PostgreSQLAgroalConnectionConfigurer;
import io.quarkus.runtime.LaunchMode;
import io.redisstreams.process.Instance;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Provider;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Sets up the pool's sessions, in Quarkus's only place for it, and removes useless ones. Agroal drops a session only
 * after SQLSTATE 08006. But a session that was opened while PostgreSQL was read-only, or whose server was demoted,
 * answers 25006 to every write as long as it lives. The first such fault closes it and all other sessions, which are
 * probably of the same age.
 */
@Alternative
@Priority(1)
@Unremovable
@ApplicationScoped
@JdbcDriver("postgresql")
public class SessionSettings extends PostgreSQLAgroalConnectionConfigurer {
    private static final Logger LOG = Logger.getLogger(SessionSettings.class);

    /**
     * With this, PostgreSQL notices within 25 s that the host of a client is gone, and releases its locks; Linux takes
     * two hours by default. It is a statement because PgBouncer refuses a connection that sends options.
     */
    private static final String KEEPALIVE = "SELECT set_config('tcp_keepalives_idle', '10', false),"
            + " set_config('tcp_keepalives_interval', '5', false), set_config('tcp_keepalives_count', '3', false),"
            + " set_config('tcp_user_timeout', '25000', false)";

    /**
     * Applies until a session is in use ({@link SessionsInUse}): a server that accepts it and stays silent delays all
     * others.
     */
    private static final String LOGIN_SECONDS = "2";

    /** A cancel is a separate connection, which a silent server does not answer either. */
    private static final String CANCEL_SECONDS = "1";

    /** After one of these faults a session is useless; a read-only one stays read-only after a failover. */
    private static final Set<String> USELESS = Set.of("25006", "25P03", "25P04", "57P01", "57P02", "57P03", "57P05");

    /** A prepared statement is missing, or exists already: the session is another one than before. */
    private static final Set<String> OTHER_SESSION = Set.of("26000", "42P05");

    /** Without this pause, a server that stays read-only would make every failed write open all sessions anew. */
    private static final long FLUSH_AT_MOST_EVERY = Duration.ofSeconds(1).toNanos();

    private final Provider<AgroalDataSource> database;
    private final Instance instance;
    private final DatabaseConfig config;
    private final Optional<String> newConnectionSql;
    private final AtomicBoolean hinted = new AtomicBoolean();
    private final AtomicLong flushed = new AtomicLong(System.nanoTime() - FLUSH_AT_MOST_EVERY);

    SessionSettings(
            Provider<AgroalDataSource> database,
            Instance instance,
            DatabaseConfig config,
            @ConfigProperty(name = "quarkus.datasource.jdbc.new-connection-sql") Optional<String> newConnectionSql) {
        this.database = database;
        this.instance = instance;
        this.config = config;
        this.newConnectionSql = newConnectionSql;
    }

    @Override
    public void setExceptionSorter(String databaseKind, AgroalDataSourceConfigurationSupplier dataSource) {
        AgroalConnectionPoolConfigurationSupplier pool = dataSource.connectionPoolConfiguration();
        pool.exceptionSorter(this::endsSession);
        pool.connectionFactoryConfiguration().jdbcProperty("ApplicationName", instance.sessionName());
        pool.connectionFactoryConfiguration().jdbcProperty("socketTimeout", LOGIN_SECONDS);
        pool.connectionFactoryConfiguration().jdbcProperty("cancelSignalTimeout", CANCEL_SECONDS);
        // In dev mode the driver is loaded apart from the application, and does not find its classes.
        if (LaunchMode.current() != LaunchMode.DEVELOPMENT) {
            pool.connectionFactoryConfiguration().jdbcProperty("socketFactory", KeepAliveSockets.class.getName());
        }
        if (config.pgbouncer()) {
            pool.connectionFactoryConfiguration().jdbcProperty("prepareThreshold", "0");
        } else if (newConnectionSql.isEmpty()) {
            pool.connectionFactoryConfiguration().initialSql(KEEPALIVE);
        }
    }

    /** Whether the session with the fault must leave the pool. */
    public static boolean isUseless(SQLException fault) {
        String state = fault.getSQLState();
        return state != null && (state.startsWith("08") || USELESS.contains(state));
    }

    private boolean endsSession(SQLException fault) {
        if (!config.pgbouncer()
                && OTHER_SESSION.contains(String.valueOf(fault.getSQLState()))
                && !hinted.getAndSet(true)) {
            LOG.warnf("If PgBouncer pools transactions here, set DB_PGBOUNCER=true: %s", fault.getMessage());
        }
        boolean ends = isUseless(fault);
        if (ends) {
            flush(fault);
        }
        return ends;
    }

    private void flush(SQLException fault) {
        long now = System.nanoTime();
        long last = flushed.get();
        if (now - last >= FLUSH_AT_MOST_EVERY && flushed.compareAndSet(last, now)) {
            LOG.debugf("All sessions are replaced after: %s", fault.getMessage());
            database.get().flush(FlushMode.GRACEFUL);
        }
    }
}
