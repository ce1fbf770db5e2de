package io.redisstreams.monitor;

import io.agroal.api.AgroalDataSource;
import io.redisstreams.consume.Activity.Counts;
import io.redisstreams.postgres.Columns;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/** Stores how groups and event types do, a row for each minute, so that it outlives this process. */
@ApplicationScoped
class Minutes {
    /** In the order of the key: two instances wait for each other in one direction only. */
    private static final String ADD = """
            INSERT INTO type_minutes AS m
            SELECT ?::timestamptz, * FROM unnest(?::text[], ?::text[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[],
                ?::bigint[], ?::bigint[], ?::bigint[])
            ON CONFLICT (at, group_name, event_type) DO UPDATE SET processed = m.processed + excluded.processed,
                failed = m.failed + excluded.failed, dead = m.dead + excluded.dead,
                waited_millis = m.waited_millis + excluded.waited_millis,
                slowest_millis = greatest(m.slowest_millis, excluded.slowest_millis),
                runs = m.runs + excluded.runs, ran_micros = m.ran_micros + excluded.ran_micros""";

    private static final String RAISE = """
            INSERT INTO group_minutes AS m
            SELECT ?::timestamptz, * FROM unnest(?::text[], ?::text[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[],
                ?::bigint[])
            ON CONFLICT (at, stream, group_name) DO UPDATE SET lag = greatest(m.lag, excluded.lag),
                lag_millis = greatest(m.lag_millis, excluded.lag_millis),
                pending = greatest(m.pending, excluded.pending),
                pending_millis = greatest(m.pending_millis, excluded.pending_millis),
                dead_letters = greatest(m.dead_letters, excluded.dead_letters)""";
    private static final List<String> FORGET =
            List.of("DELETE FROM type_minutes WHERE at < ?", "DELETE FROM group_minutes WHERE at < ?");

    private final AgroalDataSource database;

    Minutes(AgroalDataSource database) {
        this.database = database;
    }

    private record TypeCounts(String group, String eventType, Counts counts) {}

    /** The state of a group. */
    record Standing(GroupSample group, UnfinishedCounts unfinished) {}

    /** Adds counts, by group and event type, to the minute of this moment. */
    void add(Instant now, Map<String, Map<String, Counts>> counts) throws SQLException {
        List<TypeCounts> rows = counts.entrySet().stream()
                .flatMap(group -> group.getValue().entrySet().stream()
                        .map(type -> new TypeCounts(group.getKey(), type.getKey(), type.getValue())))
                .sorted(Comparator.comparing(TypeCounts::group).thenComparing(TypeCounts::eventType))
                .toList();
        try (Connection connection = database.getConnection();
                PreparedStatement insert = connection.prepareStatement(ADD)) {
            insert.setString(1, minute(now));
            Columns<TypeCounts> columns = new Columns<>(insert, rows);
            columns.set(2, "text", TypeCounts::group).set(3, "text", TypeCounts::eventType);
            List<ToLongFunction<Counts>> numbers = List.of(
                    Counts::processed,
                    Counts::failed,
                    Counts::dead,
                    Counts::waitedMillis,
                    Counts::slowestMillis,
                    Counts::runs,
                    Counts::ranMicros);
            for (int i = 0; i < numbers.size(); i++) {
                ToLongFunction<Counts> number = numbers.get(i);
                columns.set(i + 4, "int8", row -> number.applyAsLong(row.counts()));
            }
            insert.executeUpdate();
        }
    }

    /** Stores the current states of groups, unless an earlier state of the same minute was worse. */
    void raise(Instant now, List<Standing> groups) throws SQLException {
        List<Standing> rows = groups.stream()
                .sorted(Comparator.comparing((Standing one) -> one.group().stream())
                        .thenComparing(one -> one.group().name()))
                .toList();
        try (Connection connection = database.getConnection();
                PreparedStatement insert = connection.prepareStatement(RAISE)) {
            insert.setString(1, minute(now));
            new Columns<>(insert, rows)
                    .set(2, "text", one -> one.group().stream())
                    .set(3, "text", one -> one.group().name())
                    .set(4, "int8", one -> one.group().lag())
                    .set(5, "int8", one -> one.group().lagMillis())
                    .set(6, "int8", one -> one.group().pending())
                    .set(
                            7,
                            "int8",
                            one -> one.group().oldestPending() == null
                                    ? 0L
                                    : Long.valueOf(one.group().oldestPending().ageMillis()))
                    .set(
                            8,
                            "int8",
                            one -> one.unfinished() == null
                                    ? null
                                    : Long.valueOf(one.unfinished().deadLetters()));
            insert.executeUpdate();
        }
    }

    /** Deletes what is older. */
    void forget(Instant now, Duration age) throws SQLException {
        try (Connection connection = database.getConnection()) {
            for (String sql : FORGET) {
                try (PreparedStatement delete = connection.prepareStatement(sql)) {
                    delete.setObject(1, OffsetDateTime.ofInstant(now.minus(age), ZoneOffset.UTC));
                    delete.executeUpdate();
                }
            }
        }
    }

    private static String minute(Instant now) {
        return now.truncatedTo(ChronoUnit.MINUTES).toString();
    }
}
