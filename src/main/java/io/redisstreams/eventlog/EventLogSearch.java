package io.redisstreams.eventlog;

import io.redisstreams.fault.ResponseMemoryException;
import io.redisstreams.postgres.Conditions;
import io.redisstreams.postgres.RowCount;
import io.redisstreams.postgres.Search;
import io.redisstreams.process.PayloadBudget;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.TypedQuery;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Finds rows of the event log, the newest first. */
@ApplicationScoped
public class EventLogSearch {
    private final EventTexts texts;
    private final ShownPayloads payloads;

    EventLogSearch(EventTexts texts, ShownPayloads payloads) {
        this.texts = texts;
        this.payloads = payloads;
    }

    /**
     * A page of the matching rows.
     *
     * @param total of all matching rows, not only of this page
     */
    public record EventLogPage(List<EventLogEntry> entries, RowCount total) {}

    /**
     * @param after the last row of the page before; null: from the newest on
     * @throws ResponseMemoryException when no memory is free for the payloads
     */
    @Search("event-log")
    public EventLogPage find(EventLogFilter filter, LogCursor after, int limit, int offset, PayloadBudget room) {
        EventLogPage page = find(filter, after, limit, offset);
        payloads.fill(page.entries(), room);
        return page;
    }

    private EventLogPage find(EventLogFilter filter, LogCursor after, int limit, int offset) {
        if (filter.text() != null) {
            return findText(filter, after, limit, offset);
        }
        // Uses the index of the most selective condition.
        boolean byTime = filter.from() != null || filter.to() != null;
        String order = byTime ? "createdAt desc, id desc" : "id desc";
        return page(
                entries(
                        LogCursor.narrow(filter.conditions(), after, byTime ? "createdAt" : null),
                        order,
                        limit,
                        offset),
                counted(filter.conditions(), RowCount.MOST + 1));
    }

    private EventLogPage findText(EventLogFilter filter, LogCursor after, int limit, int offset) {
        long indexed = texts.indexedUpTo();
        List<EventLogEntry> entries = new ArrayList<>(
                entries(LogCursor.narrow(unindexed(filter, indexed), after, null), "id desc", limit, offset));
        long newest = counted(unindexed(filter, indexed), RowCount.MOST + 1);
        if (entries.size() < limit) {
            int skipped = (int) Math.max(0, offset - newest);
            entries.addAll(entries(
                    LogCursor.narrow(indexed(filter, indexed), after, null),
                    "id desc",
                    limit - entries.size(),
                    skipped));
        }
        return page(entries, newest + counted(indexed(filter, indexed), RowCount.MOST + 1 - newest));
    }

    private static Conditions unindexed(EventLogFilter filter, long indexed) {
        return filter.conditions().and("id > :indexed", "indexed", indexed);
    }

    private static Conditions indexed(EventLogFilter filter, long indexed) {
        return filter.withoutText()
                .conditions()
                .and("id <= :indexed", "indexed", indexed)
                .and(
                        "id in (select t.id from EventText t where t.payload ilike :text escape '\\')",
                        "text",
                        Conditions.containing(filter.text()));
    }

    /** Does the same for dead letters, whose payloads are read; the last dead come first. */
    @Search("dead-letters")
    EventLogPage findFew(EventLogFilter filter, LogCursor after, int limit, int offset, PayloadBudget room) {
        List<EventLogEntry> entries = entries(
                LogCursor.narrow(filter.conditions(), after, EventLogFilter.DIED),
                EventLogFilter.DIED + " desc, id desc",
                limit,
                offset);
        payloads.fill(entries, room);
        return new EventLogPage(entries, RowCount.of(EventLogEntry.class, filter.conditions()));
    }

    /** All rows of an event, the oldest first; only the first one with its payload. */
    @Transactional
    public List<EventLogEntry> ofEvent(UUID eventId, PayloadBudget room) {
        List<EventLogEntry> rows = EventLogEntry.ofEvent(eventId);
        payloads.fill(rows.subList(0, Math.min(1, rows.size())), room);
        return rows;
    }

    /** A row with its payload; empty when it does not exist. */
    @Transactional
    Optional<EventLogEntry> byId(long id, PayloadBudget room) {
        Optional<EventLogEntry> row = EventLogEntry.findByIdOptional(id);
        row.ifPresent(found -> payloads.fill(List.of(found), room));
        return row;
    }

    @Transactional
    long count(EventLogFilter filter) {
        Conditions conditions = filter.conditions();
        return EventLogEntry.count("from EventLogEntry" + conditions.where(), conditions.parameters());
    }

    /** Ids of rows below {@code id}, the highest first: to read many rows page by page. */
    @Search(value = "dead-letters", timed = false)
    List<Long> ids(EventLogFilter filter, long below, int limit) {
        Conditions conditions = filter.conditions().and("id < :below", "below", below);
        return query("select id from EventLogEntry" + conditions.where() + " order by id desc", conditions)
                .setMaxResults(limit)
                .getResultList();
    }

    private static List<EventLogEntry> entries(Conditions conditions, String order, int limit, int offset) {
        return EventLogEntry.<EventLogEntry>find(
                        "from EventLogEntry" + conditions.where() + " order by " + order, conditions.parameters())
                .range(offset, offset + limit - 1)
                .list();
    }

    private static EventLogPage page(List<EventLogEntry> entries, long counted) {
        return new EventLogPage(entries, RowCount.of(counted));
    }

    private static long counted(Conditions conditions, long most) {
        return RowCount.upTo(EventLogEntry.class, conditions, most);
    }

    private static TypedQuery<Long> query(String text, Conditions conditions) {
        TypedQuery<Long> query = EventLogEntry.getEntityManager().createQuery(text, Long.class);
        conditions.parameters().forEach(query::setParameter);
        return query;
    }
}
