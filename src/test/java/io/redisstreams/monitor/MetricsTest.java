package io.redisstreams.monitor;

import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class MetricsTest {
    private static final String STREAM = "stream=\"system:logs\"";
    private static final String GROUP = "group=\"system-processing-group\"," + STREAM;

    @Test
    void anEventIsCountedOnItsWay() {
        double published = value("streams_events_published_total{" + STREAM + "}");
        double processed = value("streams_events_processed_total{" + GROUP + "}");
        publish("{\"level\": \"info\", \"message\": \"m\"}");
        await().untilAsserted(() -> {
            assertThat(value("streams_events_published_total{" + STREAM + "}")).isGreaterThan(published);
            assertThat(value("streams_events_processed_total{" + GROUP + "}")).isGreaterThan(processed);
            assertThat(value("streams_publish_seconds_count{" + STREAM + "}")).isPositive();
            assertThat(value("streams_handler_seconds_count{" + GROUP + "}")).isPositive();
            assertThat(value("streams_batch_seconds_count{" + GROUP + "}")).isPositive();
            assertThat(value("streams_end_to_end_seconds_count{" + GROUP + "}")).isPositive();
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "streams_events_failed_total{" + GROUP + "}",
                "streams_events_retried_total{" + GROUP + "}",
                "streams_events_dead_total{" + GROUP + "}",
                "streams_events_reclaimed_total{" + GROUP + "}",
                "streams_events_lost_total{" + GROUP + "}",
                "streams_events_republished_total{" + STREAM + "}",
                "streams_events_trimmed_total{" + STREAM + "}",
                "streams_publish_seconds_bucket{" + STREAM + ",le=\"0.005\"}",
                "streams_end_to_end_seconds_bucket{" + GROUP + ",le=\"60.0\"}",
                "streams_lag{" + GROUP + "}",
                "streams_lag_age_seconds{" + GROUP + "}",
                "streams_pending{" + GROUP + "}",
                "streams_pending_oldest_age_seconds{" + GROUP + "}",
                "streams_pending_longest_idle_seconds{" + GROUP + "}",
                "streams_backlog{" + GROUP + "}",
                "streams_dead_letters{" + GROUP + "}",
                "streams_unhandled{" + GROUP + "}",
                "streams_events_unhandled_total{" + GROUP + "}",
                "streams_retries{" + GROUP + "}",
                "streams_retries_due{" + GROUP + "}",
                "streams_group_paused{" + GROUP + "}",
                "streams_length{" + STREAM + "}",
                "streams_outbox_backlog",
                "streams_outbox_scheduled",
                "streams_outbox_oldest_age_seconds",
                "streams_redis_up",
                "streams_redis_degraded",
                "streams_postgres_up",
                "streams_workers_stuck"
            })
    void isThere(String series) {
        publish("{\"level\": \"info\", \"message\": \"m\"}");
        await().untilAsserted(() -> assertThat(value(series)).isNotNaN().isNotNegative());
    }

    /** Of all instances together percentiles can be computed, and a histogram has few buckets. */
    @Test
    void histogramsAreSmall() {
        publish("{\"level\": \"info\", \"message\": \"m\"}");
        await().untilAsserted(() -> assertThat(
                        metrics().lines().filter(line -> line.startsWith("streams_end_to_end_seconds_bucket{" + GROUP)))
                .hasSizeBetween(10, 20));
    }

    @ParameterizedTest
    @ValueSource(strings = {"alerts.yml", "grafana/dashboards/redis-streams-service.json"})
    void alertsAndDashboardsAskForWhatThereIs(String file) throws IOException {
        String text = Files.readString(Path.of("docker", "observability").resolve(file));
        Set<String> asked = Pattern.compile("streams_[a-z_]+")
                .matcher(text)
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toSet());
        assertThat(asked).hasSizeGreaterThan(8);
        await().untilAsserted(() -> {
            String metrics = metrics();
            assertThat(asked).allSatisfy(name -> assertThat(metrics).containsPattern("(?m)^" + name + "[ {]"));
        });
    }

    private static void publish(String line) {
        given().contentType("application/json")
                .body(line)
                .post("/api/events/logs")
                .then()
                .statusCode(201);
    }

    /** -1 when there is no such series. */
    private static double value(String series) {
        Matcher line = Pattern.compile("^" + Pattern.quote(series) + " (\\S+)$", Pattern.MULTILINE)
                .matcher(metrics());
        return line.find() ? Double.parseDouble(line.group(1)) : -1;
    }

    private static String metrics() {
        return get("/q/metrics").asString();
    }
}
