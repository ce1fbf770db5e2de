package io.redisstreams.postgres;

import io.quarkus.hibernate.orm.panache.Panache;
import jakarta.persistence.TypedQuery;

/**
 * How many rows match, counted up to a bound: a count of millions takes longer than the page that the caller wants.
 *
 * @param exact false: more than {@code rows} match
 */
public record RowCount(long rows, boolean exact) {
    public static final int MOST = 10_000;

    /** @param entity whose rows are counted */
    public static RowCount of(Class<?> entity, Conditions conditions) {
        return of(upTo(entity, conditions, MOST + 1L));
    }

    /** @param counted counted to at least one more than the bound */
    public static RowCount of(long counted) {
        return new RowCount(Math.min(counted, MOST), counted <= MOST);
    }

    /** Returns how many match, at most {@code most}. */
    public static long upTo(Class<?> entity, Conditions conditions, long most) {
        if (most <= 0) {
            return 0;
        }
        TypedQuery<Integer> query = Panache.getEntityManager(entity)
                .createQuery("select 1 from " + entity.getSimpleName() + conditions.where(), Integer.class);
        conditions.parameters().forEach(query::setParameter);
        return query.setMaxResults((int) most).getResultList().size();
    }
}
