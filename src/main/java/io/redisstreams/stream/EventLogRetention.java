package io.redisstreams.stream;

import io.agroal.api.AgroalDataSource;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Deletes old rows of the event log with their history, a few at a time. Dead letters stay until somebody decides about them. */
@ApplicationScoped
class EventLogRetention {
    private static final Logger LOG = Logger.getLogger(EventLogRetention.class);
    private static final int PAGE = 2000;
    private static final String DELETE = """
            WITH gone AS (
                DELETE FROM event_log WHERE id = ANY (ARRAY(SELECT id FROM event_log
                    WHERE created_at < clock_timestamp() - ? * interval '1 millisecond'
                    AND status IN ('processed', 'discarded') LIMIT ?))
                RETURNING id, event_id, group_name),
            texts AS (DELETE FROM event_text t USING gone WHERE t.id = gone.id),
            history AS (
                DELETE FROM event_history h USING gone
                WHERE h.event_id = gone.event_id AND h.group_name = gone.group_name)
            SELECT count(*) FROM gone""";

    private final AgroalDataSource database;
    private final Optional<Duration> retention;
    private final Duration entries;

    EventLogRetention(AgroalDataSource database, StreamsConfig config) {
        this.database = database;
        this.retention = config.retention().eventLog();
        this.entries = config.retention().entries();
    }

    /** A row that goes before its entry would let a group that is created again handle the event twice. */
    void check(@Observes StartupEvent startup) {
        if (retention.isPresent() && retention.get().compareTo(entries) < 0) {
            throw new IllegalStateException("streams.retention.event-log (" + retention.get()
                    + ") is shorter than streams.retention.entries (" + entries
                    + "): the event log must remember an event for as long as its entry is there");
        }
    }

    @Scheduled(
            identity = "event-log-retention",
            every = "${streams.retention.clean-every:1M}",
            concurrentExecution = ConcurrentExecution.SKIP)
    void clean() throws SQLException {
        int deleted = retention.isPresent() ? runOnce(retention.get()) : 0;
        if (deleted > 0) {
            LOG.infof("Deleted %d rows of the event log that were older than %s", deleted, retention.get());
        }
    }

    int runOnce(Duration age) throws SQLException {
        int deleted = 0;
        int page;
        do {
            try (Connection connection = database.getConnection();
                    PreparedStatement delete = connection.prepareStatement(DELETE)) {
                delete.setLong(1, age.toMillis());
                delete.setInt(2, PAGE);
                try (ResultSet count = delete.executeQuery()) {
                    count.next();
                    page = count.getInt(1);
                }
            }
            deleted += page;
        } while (page == PAGE);
        return deleted;
    }
}
