package io.redisstreams.stream;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.redisstreams.stream.EventLog.Row;
import io.redisstreams.stream.RetryPolicy.DeadLetter;
import io.redisstreams.stream.RetryPolicy.Retry;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;
import org.jboss.logging.Logger;

/**
 * Handles the entries of one read. The batch runs in one transaction: the event-log rows, then the handlers of those
 * that are new. When anything throws, it is rolled back and the entries run one by one; one that throws alone is set
 * aside as a row, to be retried from there. So one bad event holds up no other, and every entry that this returns is
 * in the event log, committed, and may be acknowledged.
 */
@ApplicationScoped
class BatchProcessor {
    private static final Logger LOG = Logger.getLogger(BatchProcessor.class);

    private final WorkReader reader;
    private final EventLog log;
    private final EventHistory history;
    private final EngineMetrics metrics;
    private final Traces traces;
    private final int transactionSeconds;

    BatchProcessor(
            WorkReader reader,
            EventLog log,
            EventHistory history,
            EngineMetrics metrics,
            Traces traces,
            StreamsConfig config) {
        this.reader = reader;
        this.log = log;
        this.history = history;
        this.metrics = metrics;
        this.traces = traces;
        this.transactionSeconds =
                Math.toIntExact(config.consumers().transactionTimeout().toSeconds());
    }

    /**
     * Message ids of the entries that are done, in order: all of them, unless {@code stop} says so between two entries
     * that run alone.
     *
     * @throws RuntimeException when the event log cannot be written; then nothing is to be acknowledged, and what was
     *     committed is found again when the same entries are processed again
     */
    List<String> process(GroupSettings group, String consumer, List<Entry> entries, BooleanSupplier stop) {
        List<Work> works =
                entries.stream().map(entry -> reader.read(group, entry)).toList();
        if (works.size() > 1 && processTogether(group, consumer, works)) {
            return ids(works);
        }
        List<Work> done = new ArrayList<>(works.size());
        for (Work work : works) {
            if (stop.getAsBoolean()) {
                break;
            }
            processAlone(group, consumer, work);
            done.add(work);
        }
        return ids(done);
    }

    /** Writes a dead letter for an entry whose handler must not run again. */
    void giveUp(GroupSettings group, String consumer, Entry entry, String reason, int deliveries) {
        if (record(group, consumer, Row.dead(reader.read(group, entry), deliveries, reason))) {
            metrics.gaveUp(group);
            LOG.warnf(
                    "%s: gave up on %s %s: %s",
                    group.name(), entry.event().type(), entry.event().id(), reason);
        }
    }

    private boolean processTogether(GroupSettings group, String consumer, List<Work> works) {
        try (Processing processing = traces.together(group, works)) {
            try {
                logAndRun(group, consumer, works);
                return true;
            } catch (RuntimeException failure) {
                processing.failed(failure);
                LOG.debugf(failure, "%s: a batch of %d failed, its entries run one by one", group.name(), works.size());
                return false;
            }
        }
    }

    private void processAlone(GroupSettings group, String consumer, Work work) {
        try (Processing processing = traces.alone(group, work.entry(), 1)) {
            try {
                logAndRun(group, consumer, List.of(work));
            } catch (RuntimeException failure) {
                processing.failed(failure);
                setAside(group, consumer, work, failure);
            }
        }
    }

    private void setAside(GroupSettings group, String consumer, Work work, RuntimeException failure) {
        var decision = RetryPolicy.of(group).decide(1, failure, ThreadLocalRandom.current()::nextDouble);
        boolean isNew = decision instanceof Retry retry
                ? record(group, consumer, Row.retrying(work, 1, retry.after(), RetryPolicy.describe(failure)))
                : record(group, consumer, Row.dead(work, 1, ((DeadLetter) decision).reason()));
        if (isNew) {
            metrics.failed(group, decision);
            LOG.warnf(
                    "%s: %s %s failed, %s: %s",
                    group.name(), work.entry().event().type(), work.eventId(), decision, RedisErrors.brief(failure));
        }
    }

    /** False when the row was there already: the transaction that failed had committed after all. */
    private boolean record(GroupSettings group, String consumer, Row row) {
        try {
            return inTransaction(() -> insertWithHistory(group, consumer, row));
        } catch (UnstorablePayloadException foreign) {
            Row safe = row.withPayload(SafeText.jsonString(row.payload()));
            return inTransaction(() -> insertWithHistory(group, consumer, safe));
        }
    }

    private boolean insertWithHistory(GroupSettings group, String consumer, Row row) throws SQLException {
        boolean isNew = !insert(group, consumer, List.of(row)).isEmpty();
        if (isNew) {
            String what = row.status() == Status.DEAD ? "dead" : "failed";
            history.add(row.eventId(), group.name(), what, row.attempts(), row.error());
        }
        return isNew;
    }

    private void logAndRun(GroupSettings group, String consumer, List<Work> works) {
        List<Work> fresh = metrics.timeBatch(
                group,
                () -> inTransaction(() -> {
                    List<Work> logged = insertFresh(group, consumer, works);
                    run(
                            group,
                            logged.stream()
                                    .filter(work -> work.problem() == null)
                                    .toList());
                    log.requireUnbroken();
                    return logged;
                }));
        metrics.handled(group, fresh);
    }

    private List<Work> insertFresh(GroupSettings group, String consumer, List<Work> works) throws SQLException {
        List<Row> rows = works.stream().map(BatchProcessor::row).toList();
        Set<UUID> fresh = insert(group, consumer, rows);
        // Removal, so that an event that is in the batch twice runs once.
        List<Work> logged =
                works.stream().filter(work -> fresh.remove(work.eventId())).toList();
        for (Work work : logged) {
            if (work.problem() != null) {
                history.add(work.eventId(), group.name(), "dead", 1, RetryPolicy.describe(work.problem()));
            }
        }
        return logged;
    }

    private void run(GroupSettings group, List<Work> works) {
        for (int from = 0, to; from < works.size(); from = to) {
            to = from + 1;
            while (to < works.size() && works.get(to).sameHandler(works.get(from))) {
                to++;
            }
            List<Work> together = works.subList(from, to);
            if (together.get(0).hasHandler()) {
                Parts.of(together, work -> work.entry().event().payload().length())
                        .forEach(part -> metrics.timeHandler(group, () -> Work.run(part, group, 1)));
            }
        }
    }

    private static Row row(Work work) {
        if (work.problem() == null) {
            return Row.processed(work);
        }
        Row dead = Row.dead(work, 1, RetryPolicy.describe(work.problem()));
        return work.isJson() ? dead : dead.withPayload(SafeText.jsonString(dead.payload()));
    }

    private Set<UUID> insert(GroupSettings group, String consumer, List<Row> rows) {
        try {
            return log.insert(group, consumer, rows);
        } catch (SQLException failure) {
            // Class 22, data exception: what the entry carries cannot be stored, whoever tries.
            if (failure.getSQLState() != null && failure.getSQLState().startsWith("22")) {
                throw new UnstorablePayloadException(failure);
            }
            throw new IllegalStateException("The event log cannot be written: " + failure.getMessage(), failure);
        }
    }

    private <T> T inTransaction(Callable<T> work) {
        return QuarkusTransaction.requiringNew().timeout(transactionSeconds).call(work);
    }

    private static List<String> ids(List<Work> works) {
        return works.stream().map(work -> work.entry().messageId()).toList();
    }
}
