package io.redisstreams.consume;

import io.redisstreams.consume.RetryPolicy.Decision;
import io.redisstreams.consume.RetryPolicy.Interrupted;
import io.redisstreams.consume.RetryPolicy.Retry;
import io.redisstreams.eventlog.EventHistory;
import io.redisstreams.eventlog.EventLog;
import io.redisstreams.eventlog.LogRecord;
import io.redisstreams.eventlog.UnstorablePayloadException;
import io.redisstreams.fault.ErrorReport;
import io.redisstreams.fault.ServerFault;
import io.redisstreams.group.GroupSettings;
import io.redisstreams.group.Status;
import io.redisstreams.handler.HandlerCall;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jboss.logging.Logger;

/** Stores the events that could not be handled: as rows for a retry, or as dead letters. */
@ApplicationScoped
public class FailedEvents {
    private static final Logger LOG = Logger.getLogger(FailedEvents.class);

    private final EventLog log;
    private final EventHistory history;
    private final HandlerTransaction transaction;
    private final Interruptions interruptions;
    private final FailureLog failures;
    private final EngineMetrics metrics;

    FailedEvents(
            EventLog log,
            EventHistory history,
            HandlerTransaction transaction,
            Interruptions interruptions,
            FailureLog failures,
            EngineMetrics metrics) {
        this.log = log;
        this.history = history;
        this.transaction = transaction;
        this.interruptions = interruptions;
        this.failures = failures;
        this.metrics = metrics;
    }

    /**
     * Writes the row of an event whose first run failed alone.
     *
     * @throws RuntimeException when the event log cannot be written; then the entry stays pending
     */
    void setAside(GroupSettings group, String consumer, HandlerCall work, RuntimeException failure) {
        Decision decision = RetryPolicy.of(group).decide(1, 0, failure, ThreadLocalRandom.current()::nextDouble);
        String event = work.entry().event().type() + ' ' + work.eventId();
        ErrorReport report = ErrorReport.of(failure);
        if (decision instanceof Interrupted interrupted) {
            interruptions.met(group, interrupted.fault(), event, failure);
        }
        if (record(group, consumer, row(work, decision, report), report) && !(decision instanceof Interrupted)) {
            metrics.failed(group, work.entry().event().type(), decision);
            failures.log(group, event, 1, decision, report, failure);
        }
    }

    /** Writes a dead letter for an entry whose handler must not run again. */
    void giveUp(GroupSettings group, String consumer, HandlerCall work, String reason, int deliveries) {
        ErrorReport report = ErrorReport.of(reason);
        if (record(group, consumer, LogRecord.dead(work, deliveries, report.error()), report)) {
            metrics.died(group, work.entry().event().type());
            LOG.warnf(
                    "%s: gave up on %s %s: %s",
                    group.name(), work.entry().event().type(), work.eventId(), reason);
        }
    }

    static LogRecord row(HandlerCall work, Decision decision, ErrorReport report) {
        if (decision instanceof Retry retry) {
            return LogRecord.retrying(work, 1, retry.after(), report.error());
        }
        if (decision instanceof Interrupted interrupted) {
            return LogRecord.retrying(work, 0, interrupted.after(), report.error());
        }
        return LogRecord.dead(work, 1, report.error());
    }

    /** False when the row already existed: the failed transaction had committed after all. */
    private boolean record(GroupSettings group, String consumer, LogRecord row, ErrorReport report) {
        try {
            return transaction.call(() -> insertWithHistory(group, consumer, row, report));
        } catch (UnstorablePayloadException foreign) {
            return transaction.call(() -> insertWithHistory(group, consumer, row.unstorable(), report));
        } catch (RuntimeException failure) {
            ServerFault.of(failure).ifPresent(fault -> interruptions.met(group, fault, "What is at hand", failure));
            throw failure;
        }
    }

    private boolean insertWithHistory(GroupSettings group, String consumer, LogRecord row, ErrorReport report)
            throws SQLException {
        boolean isNew = !log.insert(group, consumer, List.of(row)).isEmpty();
        if (isNew) {
            history.add(row.eventId(), group.name(), what(row), Math.max(1, row.attempts()), report);
        }
        return isNew;
    }

    static String what(LogRecord row) {
        if (row.status() == Status.DEAD) {
            return "dead";
        }
        return row.attempts() == 0 ? "interrupted" : "failed";
    }
}
