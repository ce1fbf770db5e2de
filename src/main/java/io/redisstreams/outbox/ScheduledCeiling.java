package io.redisstreams.outbox;

import static jakarta.transaction.Transactional.TxType.MANDATORY;

import io.agroal.api.AgroalDataSource;
import io.redisstreams.event.Publication;
import io.redisstreams.fault.LimitReachedException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/**
 * Bounds how many events wait for their time. They are counted once a second while some are scheduled, and this instance
 * adds those that it accepts meanwhile.
 */
@ApplicationScoped
class ScheduledCeiling {
    private static final long FRESH = Duration.ofSeconds(1).toNanos();
    private static final String COUNT = """
            SELECT count(*) FROM (SELECT 1 FROM outbox
                WHERE published_at IS NULL AND deliver_at > clock_timestamp() LIMIT ?) AS scheduled""";

    private static final String COUNT_OF_PUBLISHER = """
            SELECT count(*) FROM (SELECT 1 FROM outbox
                WHERE published_at IS NULL AND deliver_at IS NOT NULL AND publisher = ? LIMIT ?) AS scheduled""";

    private final AgroalDataSource database;
    private final int maxScheduled;
    private final int maxOfPublisher;
    private long scheduled = Long.MAX_VALUE;
    private long countedAt;

    ScheduledCeiling(AgroalDataSource database, OutboxConfig config) {
        this.database = database;
        this.maxScheduled = config.maxScheduled();
        this.maxOfPublisher = config.maxScheduledPerCaller();
    }

    /** @throws LimitReachedException when {@code more} events would be too many */
    @Transactional(MANDATORY)
    synchronized void require(List<Publication> later) throws SQLException {
        long more = later.size();
        if (more == 0) {
            return;
        }
        requireShare(later.get(0).event().publisher(), more);
        if (scheduled == Long.MAX_VALUE || System.nanoTime() - countedAt > FRESH) {
            scheduled = count();
            countedAt = System.nanoTime();
        }
        if (scheduled + more > maxScheduled) {
            throw new LimitReachedException("At most " + maxScheduled
                    + " events may be scheduled (streams.outbox.max-scheduled); cancel some with DELETE"
                    + " /api/events/scheduled/{eventId}, or wait until some are published");
        }
        scheduled += more;
    }

    /** All events of a call have one publisher; null: nobody knows it. */
    private void requireShare(String publisher, long more) throws SQLException {
        if (publisher == null) {
            return;
        }
        try (var connection = database.getConnection();
                var select = connection.prepareStatement(COUNT_OF_PUBLISHER)) {
            select.setString(1, publisher);
            select.setInt(2, maxOfPublisher);
            try (var row = select.executeQuery()) {
                row.next();
                if (row.getLong(1) + more > maxOfPublisher) {
                    throw new LimitReachedException(publisher + " may have at most " + maxOfPublisher
                            + " scheduled events (streams.outbox.max-scheduled-per-caller); cancel some with DELETE"
                            + " /api/events/scheduled/{eventId}, or wait until some are published");
                }
            }
        }
    }

    private long count() throws SQLException {
        try (var connection = database.getConnection();
                var select = connection.prepareStatement(COUNT)) {
            select.setInt(1, maxScheduled);
            try (var row = select.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }
}
