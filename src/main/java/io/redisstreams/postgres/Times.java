package io.redisstreams.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;

/** Reads times from PostgreSQL, independent of the JVM's zone. */
public final class Times {
    private Times() {}

    /** Returns the value of a {@code timestamptz} column; null when it is null. */
    public static Instant instant(ResultSet row, int column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
