package io.redisstreams.eventlog;

import static jakarta.transaction.Transactional.TxType.REQUIRES_NEW;

import io.agroal.api.AgroalDataSource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.redisstreams.group.StreamsConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;

/**
 * Indexes the text of payloads, a few seconds behind the event log and only for a part of the time: events do not wait
 * for it, and a search itself reads what is not indexed yet.
 */
@ApplicationScoped
class EventTexts {
    /** Starts small, because the length of the texts is unknown. */
    private static final int SMALLEST_PAGE = 8;

    private static final int LARGEST_PAGE = 500;
    private static final Duration LONGEST_PAGE = Duration.ofMillis(500);
    /** With this many new rows in one second the servers are busy, and the index waits for a quieter second. */
    private static final int RUSH = 5000;

    private static final String LOOK = """
            SELECT (SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM event_log_id_seq),
                pg_snapshot_xmin(now)::text::bigint, pg_snapshot_xmax(now)::text::bigint,
                to_regclass('event_text_payload_idx') IS NOT NULL
            FROM pg_current_snapshot() AS now""";
    private static final String POSITION = "SELECT id FROM event_text_position FOR UPDATE SKIP LOCKED";
    private static final String WRITE = """
            WITH page AS (SELECT id, payload FROM event_log WHERE id > ? AND id <= ? ORDER BY id LIMIT ?),
            written AS (INSERT INTO event_text SELECT id, payload::text FROM page ON CONFLICT DO NOTHING)
            SELECT count(*), max(id) FROM page""";
    private static final String MOVE = "UPDATE event_text_position SET id = ?";

    private final AgroalDataSource database;
    private final Duration budget;
    private Look last;
    private Look mark;
    private long settled;
    private boolean rush;
    private int size = SMALLEST_PAGE;

    EventTexts(AgroalDataSource database, StreamsConfig config) {
        this.database = database;
        this.budget = config.search().indexingTime();
    }

    /** All texts up to this id of the event log are indexed. */
    @Transactional
    long indexedUpTo() {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement("SELECT id FROM event_text_position");
                ResultSet row = select.executeQuery()) {
            row.next();
            return row.getLong(1);
        } catch (SQLException failure) {
            throw new IllegalStateException("The event log cannot be searched: " + failure.getMessage(), failure);
        }
    }

    @Scheduled(identity = "text-index", every = "1s", concurrentExecution = ConcurrentExecution.SKIP)
    void index() throws SQLException {
        if (look() && !rush) {
            long end = System.nanoTime() + budget.toNanos();
            while (System.nanoTime() < end && timedPage()) {}
        }
    }

    private boolean timedPage() {
        long start = System.nanoTime();
        boolean more = QuarkusTransaction.requiringNew().call(this::writePage);
        boolean slow = System.nanoTime() - start > LONGEST_PAGE.toNanos();
        size = slow ? Math.max(SMALLEST_PAGE, size / 4) : Math.min(LARGEST_PAGE, size * 2);
        return more;
    }

    /** A snapshot: the last assigned id, and the transactions that ran. */
    private record Look(long lastId, long oldestRunning, long nextToRun) {}

    /**
     * Rows do not appear in the order of their ids. An id is settled (no row below it can still appear) once every
     * transaction has ended that ran a while after the id was assigned.
     */
    @Transactional(REQUIRES_NEW)
    boolean look() throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(LOOK);
                ResultSet row = select.executeQuery()) {
            row.next();
            Look now = new Look(row.getLong(1), row.getLong(2), row.getLong(3));
            if (mark != null && now.oldestRunning() >= mark.nextToRun()) {
                settled = mark.lastId();
                mark = null;
            }
            if (mark == null && last != null) {
                mark = new Look(last.lastId(), now.oldestRunning(), now.nextToRun());
            }
            rush = last != null && now.lastId() - last.lastId() > RUSH;
            last = now;
            return row.getBoolean(4);
        }
    }

    /** False when nothing is left to write, or another instance is writing. */
    private boolean writePage() throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement position = connection.prepareStatement(POSITION);
                ResultSet from = position.executeQuery()) {
            if (!from.next() || from.getLong(1) >= settled) {
                return false;
            }
            try (PreparedStatement write = connection.prepareStatement(WRITE)) {
                write.setLong(1, from.getLong(1));
                write.setLong(2, settled);
                write.setInt(3, size);
                ResultSet page = write.executeQuery();
                page.next();
                boolean more = page.getInt(1) == size;
                move(connection, more ? page.getLong(2) : settled);
                return more;
            }
        }
    }

    private static void move(Connection connection, long position) throws SQLException {
        try (PreparedStatement move = connection.prepareStatement(MOVE)) {
            move.setLong(1, position);
            move.executeUpdate();
        }
    }
}
