package io.redisstreams.http;

import io.redisstreams.http.problem.BadParameterException;
import io.redisstreams.postgres.RowCount;
import java.util.List;
import java.util.function.Function;

/**
 * The page of a long list that a caller wants.
 *
 * @param <C> identifies a row; it is text in {@code before} and {@code next}
 * @param after the row before the page; null: the page is found by the offset
 */
public record PageRequest<C>(C after, int limit, int offset) {
    private static final String AFTER = "before";

    /** @param cursor parses a cursor; returns null for invalid text */
    public static <C> PageRequest<C> of(Query query, Function<String, C> cursor) {
        return of(query, query.read(AFTER, cursor, "must be the `next` of an answer"));
    }

    public static <C> PageRequest<C> of(Query query, C after) {
        int offset = query.number("offset", 0, 0, RowCount.MOST);
        if (after != null && offset > 0) {
            throw new BadParameterException("offset", "must not be given with " + AFTER);
        }
        return new PageRequest<>(after, query.limit(), offset);
    }

    /** The {@code before} of the next page; null when this page is the last one. */
    public <R> String next(List<R> rows, Function<R, String> cursor) {
        return rows.size() < limit ? null : cursor.apply(rows.get(rows.size() - 1));
    }
}
