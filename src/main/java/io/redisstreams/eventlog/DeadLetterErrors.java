package io.redisstreams.eventlog;

import io.redisstreams.postgres.Conditions;
import io.redisstreams.postgres.Search;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Tuple;
import jakarta.persistence.TypedQuery;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Groups dead letters by their errors: by the first line without ids and numbers. The function {@code error_fingerprint}
 * in PostgreSQL computes this, so that letters can be found by it.
 */
@ApplicationScoped
public class DeadLetterErrors {
    private static final int MOST_LETTERS = 50_000;
    private static final int MOST_KINDS = 100;

    private final EventLogSearch log;

    DeadLetterErrors(EventLogSearch log) {
        this.log = log;
    }

    /**
     * @param total of all letters that match
     * @param summarized the newest of them, which were read
     * @param errors the most frequent first, at most a hundred
     */
    public record Summary(long total, long summarized, List<Kind> errors) {}

    public record TypeCount(String eventType, long count) {}

    /** Letters with errors of one kind; {@code firstAt} and {@code lastAt} are when they died. */
    public record Kind(
            String fingerprint,
            long count,
            Instant firstAt,
            Instant lastAt,
            List<String> streams,
            List<String> groups,
            List<String> eventTypes,
            List<TypeCount> types,
            long latestId,
            String latestError) {}

    @Search("dead-letters")
    public Summary summary(EventLogFilter filter) {
        Map<String, Collected> kinds = new LinkedHashMap<>();
        long summarized = 0;
        for (Tuple row : rows(newest(filter.dead()))) {
            kinds.computeIfAbsent(row.get(0, String.class), Collected::new).add(row);
            summarized += row.get(4, Long.class);
        }
        List<Collected> frequent = kinds.values().stream()
                .sorted(Comparator.comparingLong((Collected kind) -> kind.count)
                        .thenComparing(kind -> kind.latestId)
                        .reversed())
                .limit(MOST_KINDS)
                .toList();
        Map<Long, String> errors = errors(frequent);
        return new Summary(
                summarized < MOST_LETTERS ? summarized : log.count(filter.dead()),
                summarized,
                frequent.stream()
                        .map(kind -> kind.kind(errors.get(kind.latestId)))
                        .toList());
    }

    /** Reads only the newest letters, so that a million of them does not delay the page. */
    private static Conditions newest(EventLogFilter filter) {
        List<Long> beyond = query("select id from EventLogEntry", filter.conditions(), " order by id desc", Long.class)
                .setFirstResult(MOST_LETTERS)
                .setMaxResults(1)
                .getResultList();
        return filter.conditions().and("id > :beyond", "beyond", beyond.isEmpty() ? null : beyond.get(0));
    }

    private static List<Tuple> rows(Conditions conditions) {
        return query(
                        "select coalesce(error_fingerprint(error), '') as kind, stream, groupName, eventType, count(*), min("
                                + EventLogFilter.DIED + "), max(" + EventLogFilter.DIED
                                + "), max(id) from EventLogEntry",
                        conditions,
                        " group by kind, stream, groupName, eventType",
                        Tuple.class)
                .getResultList();
    }

    private static Map<Long, String> errors(List<Collected> kinds) {
        Map<Long, String> errors = new HashMap<>();
        Conditions latest = new Conditions()
                .and(
                        "id in :ids",
                        "ids",
                        kinds.stream().map(kind -> kind.latestId).toList());
        query("select id, error from EventLogEntry", latest, "", Tuple.class)
                .getResultList()
                .forEach(row -> errors.put(row.get(0, Long.class), row.get(1, String.class)));
        return errors;
    }

    private static <T> TypedQuery<T> query(String select, Conditions conditions, String rest, Class<T> type) {
        TypedQuery<T> query = EventLogEntry.getEntityManager().createQuery(select + conditions.where() + rest, type);
        conditions.parameters().forEach(query::setParameter);
        return query;
    }

    /** A kind of error, added up over streams, groups and types. */
    private static final class Collected {
        private final String fingerprint;
        private final TreeSet<String> streams = new TreeSet<>();
        private final TreeSet<String> groups = new TreeSet<>();
        private final Map<String, Long> types = new TreeMap<>();
        private long count;
        private Instant first = Instant.MAX;
        private Instant last = Instant.MIN;
        private long latestId;

        Collected(String fingerprint) {
            this.fingerprint = fingerprint;
        }

        void add(Tuple row) {
            streams.add(row.get(1, String.class));
            groups.add(row.get(2, String.class));
            long letters = row.get(4, Long.class);
            types.merge(row.get(3, String.class), letters, Long::sum);
            count += letters;
            Instant from = row.get(5, Instant.class);
            Instant to = row.get(6, Instant.class);
            first = from.isBefore(first) ? from : first;
            last = to.isAfter(last) ? to : last;
            latestId = Math.max(latestId, row.get(7, Long.class));
        }

        Kind kind(String error) {
            List<TypeCount> counts = new ArrayList<>();
            types.forEach((type, letters) -> counts.add(new TypeCount(type, letters)));
            counts.sort(Comparator.comparingLong(TypeCount::count).reversed());
            return new Kind(
                    fingerprint,
                    count,
                    first,
                    last,
                    List.copyOf(streams),
                    List.copyOf(groups),
                    List.copyOf(types.keySet()),
                    counts,
                    latestId,
                    error);
        }
    }
}
