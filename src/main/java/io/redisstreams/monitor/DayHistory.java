package io.redisstreams.monitor;

import io.agroal.api.AgroalDataSource;
import io.redisstreams.postgres.Search;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/** Reads what {@link MinutesJob} wrote, of all instances together. */
@ApplicationScoped
public class DayHistory {
    /** Lines of a chart and rows of a table that are of use; the others are added up. */
    static final int MOST_SERIES = 20;

    static final String OTHER = "(other)";
    private static final String COUNTS = """
            SELECT floor(extract(epoch FROM at) / ?)::bigint AS step, CASE WHEN ?::text IS NULL THEN group_name ELSE event_type END,
                sum(processed)::bigint, sum(failed)::bigint, sum(dead)::bigint, sum(waited_millis)::bigint,
                max(slowest_millis)::bigint, sum(runs)::bigint, sum(ran_micros)::bigint
            FROM type_minutes WHERE at >= to_timestamp(?) AND (?::text IS NULL OR group_name = ?) GROUP BY 1, 2""";
    private static final String GAUGES = """
            SELECT floor(extract(epoch FROM at) / ?)::bigint AS step, max(lag), max(lag_millis), max(pending),
                max(pending_millis), max(dead_letters)
            FROM group_minutes WHERE at >= to_timestamp(?) AND group_name = ? GROUP BY 1""";

    private final AgroalDataSource database;
    private final Clock clock;

    DayHistory(AgroalDataSource database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** How far back, in which steps. */
    public enum Range {
        QUARTER("15m", 15 * 60, 60),
        HOUR("1h", 60 * 60, 60),
        DAY("24h", 24 * 60 * 60, 5 * 60);

        private final String word;
        private final int seconds;
        private final int step;

        Range(String word, int seconds, int step) {
            this.word = word;
            this.seconds = seconds;
            this.step = step;
        }

        public String word() {
            return word;
        }
    }

    /**
     * The past of one group, by event type, or of all, by group.
     *
     * @param at when each step began, in epoch milliseconds; the last one is not over
     * @param series the most failures first, then the most events
     * @param gauges null for all groups
     */
    public record Past(String range, int stepSeconds, List<Long> at, List<Series> series, Gauges gauges) {}

    /**
     * What happened in each step.
     *
     * @param name of the group or the event type
     * @param waitedMillis from publishing to commit, on average; null where nothing was processed
     * @param slowestMillis the longest of these times
     * @param ranMicros how long the handler took for one event, on average; null where none ran
     */
    public record Series(
            String name,
            long[] processed,
            long[] failed,
            long[] dead,
            Long[] waitedMillis,
            long[] slowestMillis,
            Long[] ranMicros) {}

    /** The highest values in each step; null without a sample. */
    public record Gauges(
            Long[] lag, Long[] lagMillis, Long[] pending, Long[] oldestPendingMillis, Long[] deadLetters) {}

    /** @param group null: all groups */
    @Search(value = "history", timed = false)
    public Past of(Range range, String group) {
        long last = clock.instant().getEpochSecond() / range.step;
        long first = last - range.seconds / range.step;
        int steps = (int) (last - first) + 1;
        try (Connection connection = database.getConnection()) {
            return new Past(
                    range.word,
                    range.step,
                    LongStream.rangeClosed(first, last)
                            .map(step -> step * range.step * 1000)
                            .boxed()
                            .toList(),
                    series(connection, range, first, steps, group),
                    group == null ? null : gauges(connection, range, first, steps, group));
        } catch (SQLException failure) {
            throw new IllegalStateException("The history cannot be read: " + failure.getMessage(), failure);
        }
    }

    private static List<Series> series(Connection connection, Range range, long first, int steps, String group)
            throws SQLException {
        Map<String, Sums> byName = new HashMap<>();
        try (PreparedStatement select = connection.prepareStatement(COUNTS)) {
            select.setInt(1, range.step);
            select.setString(2, group);
            select.setLong(3, first * range.step);
            select.setString(4, group);
            select.setString(5, group);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    int step = (int) (row.getLong(1) - first);
                    if (step < steps) {
                        byName.computeIfAbsent(row.getString(2), name -> new Sums(name, steps))
                                .add(step, row);
                    }
                }
            }
        }
        List<Sums> all = new ArrayList<>(byName.values());
        all.sort(Comparator.comparingLong(Sums::failures)
                .thenComparingLong(Sums::events)
                .reversed());
        List<Sums> shown = new ArrayList<>(all.subList(0, Math.min(MOST_SERIES, all.size())));
        if (all.size() > shown.size()) {
            Sums others = new Sums(OTHER, steps);
            all.subList(shown.size(), all.size()).forEach(others::add);
            shown.add(others);
        }
        return shown.stream().map(Sums::series).toList();
    }

    private static Gauges gauges(Connection connection, Range range, long first, int steps, String group)
            throws SQLException {
        Long[][] columns = new Long[5][steps];
        try (PreparedStatement select = connection.prepareStatement(GAUGES)) {
            select.setInt(1, range.step);
            select.setLong(2, first * range.step);
            select.setString(3, group);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    int step = (int) (row.getLong(1) - first);
                    for (int i = 0; i < columns.length && step < steps; i++) {
                        columns[i][step] = row.getObject(i + 2, Long.class);
                    }
                }
            }
        }
        return new Gauges(columns[0], columns[1], columns[2], columns[3], columns[4]);
    }

    /** The numbers of one series, in the order of the columns: processed, failed, dead, waited, slowest, runs, ran. */
    private static final class Sums {
        private static final int SLOWEST = 4;
        private final String name;
        private final long[][] columns;

        Sums(String name, int steps) {
            this.name = name;
            this.columns = new long[7][steps];
        }

        void add(int step, ResultSet row) throws SQLException {
            for (int i = 0; i < columns.length; i++) {
                columns[i][step] = row.getLong(i + 3);
            }
        }

        void add(Sums more) {
            for (int i = 0; i < columns.length; i++) {
                for (int step = 0; step < columns[i].length; step++) {
                    columns[i][step] = i == SLOWEST
                            ? Math.max(columns[i][step], more.columns[i][step])
                            : columns[i][step] + more.columns[i][step];
                }
            }
        }

        long failures() {
            return Arrays.stream(columns[1]).sum() + Arrays.stream(columns[2]).sum();
        }

        long events() {
            return Arrays.stream(columns[0]).sum();
        }

        Series series() {
            return new Series(
                    name,
                    columns[0],
                    columns[1],
                    columns[2],
                    means(columns[3], columns[0]),
                    columns[SLOWEST],
                    means(columns[6], columns[5]));
        }

        private static Long[] means(long[] sums, long[] counts) {
            Long[] means = new Long[sums.length];
            for (int i = 0; i < sums.length; i++) {
                means[i] = counts[i] == 0 ? null : Long.valueOf(sums[i] / counts[i]);
            }
            return means;
        }
    }
}
