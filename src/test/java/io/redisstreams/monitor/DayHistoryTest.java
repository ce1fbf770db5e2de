package io.redisstreams.monitor;

import static io.redisstreams.http.Calls.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.redisstreams.consume.Activity.Counts;
import io.redisstreams.consume.EngineTest;
import io.redisstreams.consume.Script;
import io.redisstreams.group.GroupSettings;
import io.redisstreams.monitor.DayHistory.Past;
import io.redisstreams.monitor.DayHistory.Range;
import io.redisstreams.monitor.DayHistory.Series;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What the charts of a day are made of. */
@QuarkusTest
class DayHistoryTest extends EngineTest {
    @Inject
    MinutesJob job;

    @Inject
    Minutes minutes;

    @Inject
    DayHistory history;

    private final String group = "past-" + UUID.randomUUID();

    @Test
    void whatHandlersDoIsCountedByTypeAndMinute() {
        GroupSettings own = engine.group("counted-minutes", "max-attempts=2", "batch-size=1");
        engine.start(own);
        engine.add(own, 3, Script.FINE);
        engine.add(own, 2, Script.ALWAYS_FAILS);

        await().untilAsserted(() -> {
            job.write();
            Past past = history.of(Range.QUARTER, own.name());
            assertThat(past.series()).extracting(Series::name).containsExactly(Script.TYPE);
            Series scripted = past.series().get(0);
            assertThat(sum(scripted.processed())).isEqualTo(3);
            assertThat(sum(scripted.failed())).isEqualTo(4);
            assertThat(sum(scripted.dead())).isEqualTo(2);
        });
        get("/api/monitoring/history?range=15m&group={group}", own.name())
                .statusCode(200)
                .body("stepSeconds", is(60))
                .body("at", hasSize(16))
                .body("series[0].failed", hasSize(16))
                .body("gauges.lag", hasSize(16));
    }

    /** Each adds what it counted, in the same minute or not. */
    @Test
    void whatInstancesCountIsAddedUp() throws SQLException {
        Instant now = Instant.now();
        minutes.add(now, Map.of(group, Map.of("a.b", new Counts(5, 1, 0, 500, 200, 6, 6000))));
        minutes.add(now, Map.of(group, Map.of("a.b", new Counts(5, 0, 1, 1500, 900, 4, 2000))));
        minutes.add(now.minusSeconds(600), Map.of(group, Map.of("a.b", new Counts(1, 0, 0, 7, 7, 1, 1))));

        Series series = history.of(Range.HOUR, group).series().get(0);
        assertThat(sum(series.processed())).isEqualTo(11);
        assertThat(series.waitedMillis()).contains(200L, 7L);
        assertThat(series.ranMicros()).contains(800L, 1L);
        assertThat(Arrays.stream(series.slowestMillis()).max()).hasValue(900);
        assertThat(history.of(Range.DAY, group).series().get(0).waitedMillis())
                .as("steps of five minutes")
                .hasSize(289);
    }

    @Test
    void manyTypesAreAddedUpAndOldMinutesGo() throws SQLException {
        Map<String, Counts> types = new HashMap<>();
        for (int i = 0; i < DayHistory.MOST_SERIES + 5; i++) {
            types.put("type." + i, new Counts(1, 0, 0, 1, 1, 1, 1));
        }
        types.put("failing", new Counts(0, 1, 0, 0, 0, 1, 1));
        Instant twoDaysAgo = Instant.now().minus(Duration.ofDays(2));
        minutes.add(Instant.now(), Map.of(group, types));
        minutes.add(twoDaysAgo, Map.of(group, types));

        Past past = history.of(Range.HOUR, group);
        assertThat(past.series()).hasSize(DayHistory.MOST_SERIES + 1);
        assertThat(past.series().get(0).name()).isEqualTo("failing");
        assertThat(past.series().get(DayHistory.MOST_SERIES).name()).isEqualTo(DayHistory.OTHER);
        assertThat(past.series().stream().mapToLong(one -> sum(one.processed())).sum())
                .isEqualTo(DayHistory.MOST_SERIES + 5);

        minutes.forget(Instant.now(), Duration.ofDays(1));
        assertThat(rows()).isEqualTo(types.size());
    }

    @Test
    void allGroupsTogetherAreShownByGroup() {
        get("/api/monitoring/history").statusCode(200).body("range", is("1h")).body("gauges", nullValue());
        get("/api/monitoring/history?range=2h").statusCode(400);
    }

    private int rows() {
        return engine.update("UPDATE type_minutes SET runs = runs WHERE group_name = ?", group);
    }

    private static long sum(long[] values) {
        return Arrays.stream(values).sum();
    }
}
