package io.redisstreams.outbox;

import io.agroal.api.AgroalDataSource;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.redisstreams.group.StreamsConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Duration;
import org.jboss.logging.Logger;

/** Removes ids that callers chose before the window, unless their event still waits in the outbox. */
@ApplicationScoped
class PublicationIdsCleaner {
    private static final Logger LOG = Logger.getLogger(PublicationIdsCleaner.class);
    private static final int PAGE = 1000;
    private static final String DELETE = """
            DELETE FROM publication_ids WHERE (event_id, stream) IN (SELECT i.event_id, i.stream FROM publication_ids i
                WHERE i.created_at < clock_timestamp() - ? * interval '1 millisecond'
                  AND NOT EXISTS (SELECT 1 FROM outbox o
                    WHERE o.event_id = i.event_id AND o.stream = i.stream AND o.published_at IS NULL)
                LIMIT ? FOR UPDATE SKIP LOCKED)""";

    private final AgroalDataSource database;
    private final Duration window;

    PublicationIdsCleaner(AgroalDataSource database, StreamsConfig config) {
        this.database = database;
        this.window = config.idempotency().window();
    }

    @Scheduled(identity = "publication-ids-cleaner", every = "1m", concurrentExecution = ConcurrentExecution.SKIP)
    void clean() throws SQLException {
        int removed = runOnce();
        if (removed > 0) {
            LOG.debugf("Removed %d ids of repeatable calls", removed);
        }
    }

    /** Returns how many ids it removed. */
    int runOnce() throws SQLException {
        int removed = 0;
        int page;
        do {
            try (var connection = database.getConnection();
                    var delete = connection.prepareStatement(DELETE)) {
                delete.setLong(1, window.toMillis());
                delete.setInt(2, PAGE);
                page = delete.executeUpdate();
            }
            removed += page;
        } while (page == PAGE);
        return removed;
    }
}
