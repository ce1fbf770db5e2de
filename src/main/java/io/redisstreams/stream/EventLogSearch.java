package io.redisstreams.stream;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.TypedQuery;
import jakarta.transaction.Transactional;
import java.util.List;

/** Finds rows of the event log, the newest first. */
@ApplicationScoped
public class EventLogSearch {
    /** @param total of all rows that match, not only of this page */
    public record Page(List<EventLogEntry> entries, long total) {}

    @Transactional
    public Page find(EventLogFilter filter, int limit, int offset) {
        Conditions conditions = filter.conditions();
        var found = EventLogEntry.<EventLogEntry>find(
                "from EventLogEntry" + conditions.where() + " order by id desc", conditions.parameters());
        return new Page(found.range(offset, offset + limit - 1).list(), found.count());
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
        TypedQuery<Long> query = EventLogEntry.getEntityManager()
                .createQuery("select id from EventLogEntry" + conditions.where() + " order by id desc", Long.class);
        conditions.parameters().forEach(query::setParameter);
        return query.setMaxResults(limit).getResultList();
    }
}
