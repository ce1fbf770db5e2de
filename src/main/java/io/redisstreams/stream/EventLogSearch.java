package io.redisstreams.stream;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.TypedQuery;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.List;

/** Finds rows of the event log, the newest first. */
@ApplicationScoped
public class EventLogSearch {
    /** To count millions would take longer than to find the page that is asked for. */
    static final int MOST_COUNTED = 10_000;

    private final EventTexts texts;

    EventLogSearch(EventTexts texts) {
        this.texts = texts;
    }

    /**
     * A part of what was found.
     *
     * @param total of all rows that match, not only of this page
     * @param totalExact false: there are more than {@code total}
     */
    public record Page(List<EventLogEntry> entries, long total, boolean totalExact) {}

    @Transactional
    public Page find(EventLogFilter filter, int limit, int offset) {
        if (filter.text() == null) {
            return page(
                    entries(filter.conditions(), order(filter), limit, offset),
                    counted(filter.conditions(), MOST_COUNTED + 1));
        }
        long indexed = texts.indexedUpTo();
        Conditions read = filter.conditions().and("id > :indexed", "indexed", indexed);
        Conditions lookedUp = filter.withoutText()
                .conditions()
                .and("id <= :indexed", "indexed", indexed)
                .and(
                        "id in (select t.id from EventText t where t.payload ilike :text escape '\\')",
                        "text",
                        Conditions.containing(filter.text()));
        List<EventLogEntry> entries = new ArrayList<>(entries(read, "id desc", limit, offset));
        long newest = counted(read, MOST_COUNTED + 1);
        if (entries.size() < limit) {
            int before = (int) Math.max(0, offset - newest);
            entries.addAll(entries(lookedUp, "id desc", limit - entries.size(), before));
        }
        return page(entries, newest + counted(lookedUp, MOST_COUNTED + 1 - newest));
    }

    /** The same where few rows can match, which are all counted, and whose payloads are read. */
    @Transactional
    Page findFew(EventLogFilter filter, int limit, int offset) {
        return new Page(entries(filter.conditions(), "id desc", limit, offset), count(filter), true);
    }

    @Transactional
    long count(EventLogFilter filter) {
        Conditions conditions = filter.conditions();
        return EventLogEntry.count("from EventLogEntry" + conditions.where(), conditions.parameters());
    }

    /** Ids of rows below one, the highest first: to go through many rows page by page. */
    @Transactional
    List<Long> ids(EventLogFilter filter, long below, int limit) {
        Conditions conditions = filter.conditions().and("id < :below", "below", below);
        return query("select id from EventLogEntry" + conditions.where() + " order by id desc", conditions)
                .setMaxResults(limit)
                .getResultList();
    }

    /** By the index of what narrows it down. */
    private static String order(EventLogFilter filter) {
        return filter.from() == null && filter.to() == null ? "id desc" : "createdAt desc, id desc";
    }

    private static List<EventLogEntry> entries(Conditions conditions, String order, int limit, int offset) {
        return EventLogEntry.<EventLogEntry>find(
                        "from EventLogEntry" + conditions.where() + " order by " + order, conditions.parameters())
                .range(offset, offset + limit - 1)
                .list();
    }

    private static Page page(List<EventLogEntry> entries, long counted) {
        return new Page(entries, Math.min(counted, MOST_COUNTED), counted <= MOST_COUNTED);
    }

    /** How many match, at most so many. */
    private static long counted(Conditions conditions, long most) {
        return most <= 0
                ? 0
                : query("select id from EventLogEntry" + conditions.where(), conditions)
                        .setMaxResults((int) most)
                        .getResultList()
                        .size();
    }

    private static TypedQuery<Long> query(String text, Conditions conditions) {
        TypedQuery<Long> query = EventLogEntry.getEntityManager().createQuery(text, Long.class);
        conditions.parameters().forEach(query::setParameter);
        return query;
    }
}
