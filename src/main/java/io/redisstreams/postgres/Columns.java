package io.redisstreams.postgres;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.function.Function;

/** Many rows as arrays, one per column, for a statement that reads them with {@code unnest}: one round trip for all. */
public record Columns<T>(PreparedStatement statement, Collection<T> rows) {
    /**
     * Sets one column. The driver sends elements as texts. Times are {@link java.time.Instant}s, whose text is in UTC; a
     * {@link java.sql.Timestamp} would be written without its zone, and one of the two equal hours in autumn would be
     * lost.
     *
     * @param type PostgreSQL's name of the element type
     */
    public Columns<T> set(int parameter, String type, Function<? super T, ?> value) throws SQLException {
        Object[] column = rows.stream().map(value).toArray(length -> array(type, length));
        statement.setArray(parameter, statement.getConnection().createArrayOf(type, column));
        return this;
    }

    /** The driver sends arrays of these classes as they are; all others as texts, which both sides must escape. */
    private static Object[] array(String type, int length) {
        return switch (type) {
            case "text" -> new String[length];
            case "int4" -> new Integer[length];
            case "int8" -> new Long[length];
            case "bytea" -> new byte[length][];
            default -> new Object[length];
        };
    }
}
