package io.redisstreams.eventlog;

import io.agroal.api.AgroalDataSource;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.redisstreams.group.OldestEntries;
import io.redisstreams.group.StreamsConfig;
import io.redisstreams.postgres.Columns;
import io.redisstreams.redis.EntryId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * Deletes old rows of the event log with their history, a few at a time. A row is deleted only when its event cannot
 * come back, because a consumer without the row would handle it again: the event is not in the outbox, and the entries
 * of all its rows are older than any that a group may still get. Dead letters stay until a caller decides about them.
 */
@ApplicationScoped
class EventLogRetention {
    private static final Logger LOG = Logger.getLogger(EventLogRetention.class);
    private static final int PAGE = 2000;

    /** Rows that had to stay are checked again after this time, and not at each run: they may be many. */
    private static final Duration START_OVER = Duration.ofHours(1);

    private static final String OLD = """
            SELECT created_at, id, stream FROM event_log
            WHERE (created_at, id) > (?, ?) AND created_at < clock_timestamp() - ? * interval '1 millisecond'
              AND status IN ('processed', 'unhandled', 'discarded')
            ORDER BY created_at, id LIMIT ?""";

    /**
     * When an event was published again, only the row of the group that needed it has its last entry. An event that was
     * accidentally published twice was so before its row was written; the hour is for clocks that differ.
     */
    private static final String DELETE = """
            WITH gone AS (
                DELETE FROM event_log e
                USING unnest(?::text[], ?::text[]::numeric[], ?::text[]::numeric[]) AS oldest (stream, millis, sequence)
                WHERE e.id = ANY (?) AND e.status IN ('processed', 'unhandled', 'discarded') AND e.stream = oldest.stream
                  AND NOT EXISTS (SELECT 1 FROM outbox o WHERE o.event_id = e.event_id AND o.stream = e.stream)
                  AND (oldest.millis IS NULL OR NOT EXISTS (
                    SELECT 1 FROM event_log s WHERE s.event_id = e.event_id AND s.stream = e.stream
                      AND ((split_part(s.message_id, '-', 1)::numeric, split_part(s.message_id, '-', 2)::numeric)
                            >= (oldest.millis, oldest.sequence)
                        OR s.created_at >= to_timestamp(least(oldest.millis, 253402300799999) / 1000)
                            - interval '1 hour')))
                RETURNING e.id, e.event_id, e.group_name),
            texts AS (DELETE FROM event_text t USING gone WHERE t.id = gone.id),
            history AS (
                DELETE FROM event_history h USING gone
                WHERE h.event_id = gone.event_id AND h.group_name = gone.group_name)
            SELECT count(*) FROM gone""";

    private final AgroalDataSource database;
    private final OldestEntries oldestEntries;
    private final Optional<Duration> retention;
    private final Duration entries;
    private Position position = Position.BEGINNING;
    private long startedOver = System.nanoTime();

    EventLogRetention(AgroalDataSource database, OldestEntries oldestEntries, StreamsConfig config) {
        this.database = database;
        this.oldestEntries = oldestEntries;
        this.retention = config.retention().eventLog();
        this.entries = config.retention().entries();
    }

    private record Position(OffsetDateTime createdAt, long id) {
        private static final Position BEGINNING = new Position(OffsetDateTime.MIN, 0);
    }

    /** Old rows, and where the next page begins. */
    private record RowPage(List<Long> ids, Set<String> streams, Position end) {}

    /** If a row was deleted before its entry, a group that is created again would handle the event twice. */
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

    synchronized int runOnce(Duration age) throws SQLException {
        if (System.nanoTime() - startedOver > START_OVER.toNanos()) {
            position = Position.BEGINNING;
            startedOver = System.nanoTime();
        }
        Map<String, Optional<String>> oldest = new HashMap<>();
        int deleted = 0;
        RowPage page;
        do {
            page = read(age);
            page.streams()
                    .forEach(stream ->
                            oldest.computeIfAbsent(stream, unknown -> Optional.ofNullable(oldestEntries.of(unknown))));
            deleted += page.ids().isEmpty() ? 0 : delete(page.ids(), oldest);
            position = page.end();
        } while (page.ids().size() == PAGE);
        return deleted;
    }

    private RowPage read(Duration age) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(OLD)) {
            select.setObject(1, position.createdAt());
            select.setLong(2, position.id());
            select.setLong(3, age.toMillis());
            select.setInt(4, PAGE);
            List<Long> ids = new ArrayList<>();
            Set<String> streams = new HashSet<>();
            Position end = position;
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    end = new Position(rows.getObject(1, OffsetDateTime.class), rows.getLong(2));
                    ids.add(end.id());
                    streams.add(rows.getString(3));
                }
            }
            return new RowPage(ids, streams, end);
        }
    }

    /** @param oldest by stream; empty for a stream without entries */
    private int delete(List<Long> ids, Map<String, Optional<String>> oldest) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement delete = connection.prepareStatement(DELETE)) {
            Columns<Map.Entry<String, Optional<String>>> streams = new Columns<>(delete, oldest.entrySet());
            streams.set(1, "text", Map.Entry::getKey);
            streams.set(
                    2,
                    "text",
                    one -> one.getValue()
                            .map(id -> Long.toUnsignedString(EntryId.millis(id)))
                            .orElse(null));
            streams.set(
                    3,
                    "text",
                    one -> one.getValue()
                            .map(id -> Long.toUnsignedString(EntryId.sequence(id)))
                            .orElse(null));
            new Columns<>(delete, ids).set(4, "int8", Function.identity());
            try (ResultSet count = delete.executeQuery()) {
                count.next();
                return count.getInt(1);
            }
        }
    }
}
