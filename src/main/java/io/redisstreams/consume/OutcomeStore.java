package io.redisstreams.consume;

import io.redisstreams.consume.Deliveries.Delivered;
import io.redisstreams.consume.RetryPolicy.Decision;
import io.redisstreams.consume.RetryPolicy.Interrupted;
import io.redisstreams.consume.RetryStore.Due;
import io.redisstreams.event.Json;
import io.redisstreams.eventlog.EventHistory;
import io.redisstreams.eventlog.EventLog;
import io.redisstreams.eventlog.LogRecord;
import io.redisstreams.eventlog.UnstorablePayloadException;
import io.redisstreams.fault.ErrorReport;
import io.redisstreams.fault.ServerFault;
import io.redisstreams.group.GroupSettings;
import io.redisstreams.group.GroupStore;
import io.redisstreams.group.PausedGroups;
import io.redisstreams.handler.HandlerCall;
import io.redisstreams.handler.Outcome;
import io.redisstreams.handler.PostponedException;
import io.redisstreams.process.Stop;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.jboss.logging.Logger;

/**
 * Writes the outcomes of deliveries: rows for new entries, many in one transaction, and the next state of rows that were
 * delivered again. Writing the same outcome twice changes nothing.
 */
@ApplicationScoped
class OutcomeStore {
    private static final Logger LOG = Logger.getLogger(OutcomeStore.class);

    private final EventLog log;
    private final EventHistory history;
    private final RetryStore rows;
    private final RetryJob retries;
    private final HandlerTransaction transaction;
    private final GroupStore groups;
    private final PausedGroups paused;
    private final FailureLog failures;
    private final EngineMetrics metrics;
    private final Json json;

    OutcomeStore(
            EventLog log,
            EventHistory history,
            RetryStore rows,
            RetryJob retries,
            HandlerTransaction transaction,
            GroupStore groups,
            PausedGroups paused,
            FailureLog failures,
            EngineMetrics metrics,
            Json json) {
        this.log = log;
        this.history = history;
        this.rows = rows;
        this.retries = retries;
        this.transaction = transaction;
        this.groups = groups;
        this.paused = paused;
        this.failures = failures;
        this.metrics = metrics;
        this.json = json;
    }

    /** @param decision null when the event is handled; @param report of the failure, or null */
    private record Row(HandlerCall call, LogRecord record, Decision decision, ErrorReport report, Outcome outcome) {
        Row unstorable() {
            return new Row(call, record.unstorable(), decision, report, outcome);
        }
    }

    /** @throws RuntimeException when PostgreSQL cannot store them; then they may be written again */
    void write(GroupSettings group, String consumer, List<Delivered> delivered, Stop stop) {
        pauseIfGone(group, delivered);
        List<Row> fresh = new ArrayList<>(delivered.size());
        for (Delivered one : delivered) {
            if (one.due() == null) {
                fresh.add(row(group, one));
            } else {
                settle(group, one, stop);
            }
        }
        if (!fresh.isEmpty()) {
            insert(group, consumer, fresh);
        }
        delivered.stream()
                .filter(one -> one.outcome().answer() != null)
                .forEach(one -> metrics.called(group, one.outcome().answer().millis()));
    }

    private void pauseIfGone(GroupSettings group, List<Delivered> delivered) {
        boolean gone = delivered.stream()
                .anyMatch(one ->
                        one.outcome().failure() instanceof PostponedException postponed && postponed.isUntilResumed());
        if (gone && groups.pause(group)) {
            LOG.warnf("%s: the group is paused, because its endpoint says that it is gone (410)", group.name());
        }
        if (gone) {
            paused.refresh();
        }
    }

    private Row row(GroupSettings group, Delivered one) {
        HandlerCall call = one.call();
        RuntimeException failure = one.outcome().failure();
        if (failure == null) {
            return new Row(
                    call, LogRecord.done(group, call).answered(answer(one.outcome())), null, null, one.outcome());
        }
        Decision decision = RetryPolicy.of(group).decide(1, 0, failure, ThreadLocalRandom.current()::nextDouble);
        ErrorReport report = ErrorReport.of(failure);
        LogRecord record = FailedEvents.row(call, decision, report).answered(answer(one.outcome()));
        return new Row(call, record, decision, report, one.outcome());
    }

    private void insert(GroupSettings group, String consumer, List<Row> all) {
        try {
            insertTogether(group, consumer, all);
        } catch (RuntimeException failure) {
            if (ServerFault.of(failure).isPresent()) {
                throw failure;
            }
            all.forEach(row -> insertAlone(group, consumer, row));
        }
    }

    private void insertAlone(GroupSettings group, String consumer, Row row) {
        try {
            insertTogether(group, consumer, List.of(row));
        } catch (UnstorablePayloadException foreign) {
            insertTogether(group, consumer, List.of(row.unstorable()));
        }
    }

    private void insertTogether(GroupSettings group, String consumer, List<Row> all) {
        Set<UUID> fresh =
                metrics.timeBatch(group, () -> transaction.call(() -> insertWithHistory(group, consumer, all)));
        List<HandlerCall> handled = new ArrayList<>();
        for (Row row : all) {
            if (!fresh.contains(row.call().eventId())) {
                continue;
            }
            if (row.decision() == null) {
                handled.add(row.call());
            } else if (!(row.decision() instanceof Interrupted)) {
                metrics.failed(group, row.record().eventType(), row.decision());
                String event = row.record().eventType() + ' ' + row.call().eventId();
                failures.log(
                        group,
                        event,
                        1,
                        row.decision(),
                        row.report(),
                        row.outcome().failure());
            }
        }
        metrics.handled(group, handled);
    }

    private Set<UUID> insertWithHistory(GroupSettings group, String consumer, List<Row> all) throws SQLException {
        Set<UUID> fresh =
                log.insert(group, consumer, all.stream().map(Row::record).toList());
        for (Row row : all) {
            LogRecord record = row.record();
            if (row.decision() != null && fresh.contains(record.eventId())) {
                history.add(
                        record.eventId(),
                        group.name(),
                        FailedEvents.what(record),
                        Math.max(1, record.attempts()),
                        row.report());
            }
        }
        return fresh;
    }

    private void settle(GroupSettings group, Delivered one, Stop stop) {
        Due due = one.due();
        if (one.outcome().failure() == null) {
            done(group, one);
            return;
        }
        try {
            rows.answered(due, answer(one.outcome()));
        } catch (SQLException failure) {
            throw new IllegalStateException("An answer cannot be kept: " + failure.getMessage(), failure);
        }
        retries.failed(group, due, one.outcome().failure(), stop);
    }

    private void done(GroupSettings group, Delivered one) {
        boolean own;
        try {
            own = transaction.call(() -> done(one, true));
        } catch (UnstorablePayloadException foreign) {
            own = transaction.call(() -> done(one, false));
        }
        if (own) {
            metrics.handled(group, List.of(one.call()));
        }
    }

    private boolean done(Delivered one, boolean readable) throws SQLException {
        if (!rows.lock(one.due())) {
            return false;
        }
        rows.answered(one.due(), answer(one.outcome()));
        if (readable) {
            rows.done(one.due());
        } else {
            rows.doneUnreadable(one.due());
        }
        return true;
    }

    private String answer(Outcome outcome) {
        return outcome.answer() == null ? null : json.write(outcome.answer());
    }
}
