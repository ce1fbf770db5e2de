package io.redisstreams.consume;

import io.redisstreams.eventlog.EventHistory;
import io.redisstreams.eventlog.EventLockedException;
import io.redisstreams.eventlog.EventLog;
import io.redisstreams.eventlog.LogRecord;
import io.redisstreams.eventlog.OtherContent.Conflict;
import io.redisstreams.fault.ErrorReport;
import io.redisstreams.fault.ServerFault;
import io.redisstreams.group.GroupSettings;
import io.redisstreams.handler.HandlerCall;
import io.redisstreams.handler.HandlerCalls;
import io.redisstreams.handler.Parts;
import io.redisstreams.process.Pulse;
import io.redisstreams.redis.Entry;
import io.redisstreams.trace.Processing;
import io.redisstreams.trace.Traces;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.jboss.logging.Logger;

/**
 * Handles the entries of one read. The batch runs in one transaction: the event-log rows, then the handlers of the new
 * events. When anything throws, it is rolled back and the entries run one by one; an entry that throws alone gets a row,
 * from which it is retried. So one bad event delays no other, and every entry that this returns is committed in the
 * event log and may be acknowledged.
 */
@ApplicationScoped
class BatchProcessor implements EntryHandling {
    private static final Logger LOG = Logger.getLogger(BatchProcessor.class);

    private final HandlerCalls reader;
    private final EventLog log;
    private final EventHistory history;
    private final FailedEvents failed;
    private final HandlerTransaction transaction;
    private final Repetitions repetitions;
    private final Interruptions interruptions;
    private final EngineMetrics metrics;
    private final UnhandledTypes unhandled;
    private final Traces traces;

    BatchProcessor(
            HandlerCalls reader,
            EventLog log,
            EventHistory history,
            FailedEvents failed,
            HandlerTransaction transaction,
            Repetitions repetitions,
            Interruptions interruptions,
            EngineMetrics metrics,
            UnhandledTypes unhandled,
            Traces traces) {
        this.reader = reader;
        this.log = log;
        this.history = history;
        this.failed = failed;
        this.transaction = transaction;
        this.repetitions = repetitions;
        this.interruptions = interruptions;
        this.metrics = metrics;
        this.unhandled = unhandled;
        this.traces = traces;
    }

    /**
     * Returns the message ids of the finished entries, in order: all of them, unless {@code stop} is requested between
     * two entries that run alone. An entry whose row another session has locked is not finished either, so that it does
     * not delay the others.
     *
     * @throws RuntimeException when the event log cannot be written; then no entry may be acknowledged, and processing
     *     the same entries again finds what was committed
     */
    @Override
    public List<String> process(GroupSettings group, String consumer, List<Entry> entries, BooleanSupplier stop) {
        List<HandlerCall> works =
                entries.stream().map(entry -> reader.read(group, entry)).toList();
        boolean patient = true;
        if (works.size() > 1) {
            Optional<RuntimeException> failure = processTogether(group, consumer, works);
            if (failure.isEmpty()) {
                return ids(works);
            }
            patient = !ServerFault.LOCK_TIMEOUT.isCauseOf(failure.get());
        }
        List<HandlerCall> done = new ArrayList<>(works.size());
        for (HandlerCall work : works) {
            if (stop.getAsBoolean()) {
                break;
            }
            if (processAlone(group, consumer, work, patient)) {
                done.add(work);
            } else {
                patient = false;
            }
            Pulse.beat();
        }
        return ids(done);
    }

    /** Writes a dead letter for an entry whose handler must not run again. */
    @Override
    public void giveUp(GroupSettings group, String consumer, Entry entry, String reason, int deliveries) {
        failed.giveUp(group, consumer, reader.read(group, entry), reason, deliveries);
    }

    /** Tries once more after a fault of the servers: the victim of a deadlock usually succeeds the second time. */
    private Optional<RuntimeException> processTogether(GroupSettings group, String consumer, List<HandlerCall> works) {
        Optional<RuntimeException> failure = tryTogether(group, consumer, works);
        boolean again = failure.flatMap(ServerFault::of)
                .filter(fault -> fault != ServerFault.TRANSACTION_TIMEOUT)
                .isPresent();
        return again ? tryTogether(group, consumer, works) : failure;
    }

    private Optional<RuntimeException> tryTogether(GroupSettings group, String consumer, List<HandlerCall> works) {
        try (Processing processing = traces.together(group, works)) {
            try {
                logAndRun(group, consumer, works, true);
                return Optional.empty();
            } catch (RuntimeException failure) {
                processing.failed(failure);
                LOG.debugf(failure, "%s: a batch of %d failed", group.name(), works.size());
                String batch = "A batch of " + works.size();
                ServerFault.of(failure).ifPresent(fault -> interruptions.met(group, fault, batch, failure));
                return Optional.of(failure);
            }
        }
    }

    /** False when another session has locked the event's row. */
    private boolean processAlone(GroupSettings group, String consumer, HandlerCall work, boolean patient) {
        try (Processing processing = traces.alone(group, work.entry(), 1)) {
            try {
                logAndRun(group, consumer, List.of(work), patient);
                return true;
            } catch (EventLockedException locked) {
                processing.failed(locked);
                String event = work.entry().event().type() + ' ' + work.eventId();
                interruptions.met(group, ServerFault.LOCK_TIMEOUT, event, locked);
                return false;
            } catch (RuntimeException failure) {
                processing.failed(failure);
                return setAside(group, consumer, work, failure);
            }
        }
    }

    private boolean setAside(GroupSettings group, String consumer, HandlerCall work, RuntimeException failure) {
        try {
            failed.setAside(group, consumer, work, failure);
            return true;
        } catch (EventLockedException locked) {
            return false;
        }
    }

    private void logAndRun(GroupSettings group, String consumer, List<HandlerCall> works, boolean patient) {
        List<Conflict> conflicts = new ArrayList<>();
        List<HandlerCall> fresh = metrics.timeBatch(
                group,
                () -> transaction.call(patient, () -> {
                    List<HandlerCall> logged = insertFresh(group, consumer, works);
                    conflicts.addAll(repetitions.conflicts(group, works, logged));
                    run(
                            group,
                            logged.stream()
                                    .filter(work -> work.problem() == null)
                                    .toList());
                    return logged;
                }));
        metrics.handled(group, fresh);
        repetitions.report(group, conflicts);
        unhandled.warn(group, fresh);
    }

    private List<HandlerCall> insertFresh(GroupSettings group, String consumer, List<HandlerCall> works)
            throws SQLException {
        List<LogRecord> rows = works.stream().map(work -> row(group, work)).toList();
        Set<UUID> fresh = log.insert(group, consumer, rows);
        // Removes ids, so that an event that is in the batch twice runs once.
        List<HandlerCall> logged =
                works.stream().filter(work -> fresh.remove(work.eventId())).toList();
        for (HandlerCall work : logged) {
            if (work.problem() != null) {
                history.add(work.eventId(), group.name(), "dead", 1, ErrorReport.of(work.problem()));
            }
        }
        return logged;
    }

    private void run(GroupSettings group, List<HandlerCall> works) {
        for (int from = 0, to; from < works.size(); from = to) {
            to = from + 1;
            while (to < works.size() && works.get(to).sameHandler(works.get(from))) {
                to++;
            }
            List<HandlerCall> together = works.subList(from, to);
            if (together.get(0).hasHandler()) {
                Parts.of(together, work -> work.entry().event().payload().length())
                        .forEach(part -> metrics.timeHandler(group, part, run -> HandlerCall.run(run, group, 1)));
            }
        }
    }

    private static LogRecord row(GroupSettings group, HandlerCall work) {
        if (work.problem() == null) {
            return LogRecord.done(group, work);
        }
        return LogRecord.dead(work, 1, ErrorReport.of(work.problem()).error());
    }

    private static List<String> ids(List<HandlerCall> works) {
        return works.stream().map(work -> work.entry().messageId()).toList();
    }
}
