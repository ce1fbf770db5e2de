package io.redisstreams.trace;

import static io.opentelemetry.api.common.AttributeKey.longKey;
import static io.opentelemetry.api.common.AttributeKey.stringKey;
import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static io.restassured.http.ContentType.JSON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;

import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.redis.datasource.stream.StreamRange;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.redisstreams.consume.EngineTest;
import io.redisstreams.consume.Script;
import io.redisstreams.event.EntryCodec;
import io.redisstreams.event.Event;
import io.redisstreams.event.EventIds;
import io.redisstreams.eventlog.EventLogEntry;
import io.redisstreams.group.GroupSettings;
import io.redisstreams.replay.Replay;
import io.redisstreams.replay.ReplayHandling;
import io.redisstreams.replay.ReplayPages;
import io.redisstreams.replay.ReplayRange;
import io.redisstreams.replay.Replays;
import io.restassured.path.json.JsonPath;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Predicate;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jboss.logmanager.ExtLogRecord;
import org.junit.jupiter.api.Test;

/** Traces over HTTP, Redis and PostgreSQL, with a collector in memory. */
@QuarkusTest
@TestProfile(TracesTest.Traced.class)
class TracesTest extends EngineTest {
    public static class Traced implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("quarkus.otel.sdk.disabled", "false", "quarkus.otel.bsp.schedule.delay", "50ms");
        }

        @Override
        public Set<Class<?>> getEnabledAlternatives() {
            return Set.of(Collector.class);
        }
    }

    @Alternative
    @Singleton
    static class Collector {
        @Produces
        @Singleton
        InMemorySpanExporter exporter() {
            return InMemorySpanExporter.create();
        }
    }

    @Inject
    InMemorySpanExporter collected;

    @Inject
    RedisDataSource redis;

    @Inject
    Replays replays;

    @Inject
    ReplayPages pages;

    @Inject
    ReplayHandling handling;

    private final String trace = UUID.randomUUID().toString().replace("-", "");

    @Test
    void whatProcessesAnEventIsLinkedToItsDirectPublisher() {
        GroupSettings group = engine.group("direct");
        engine.start(group);

        JsonPath published = post("/api/events/custom", custom(group, "{}"));

        SpanData send = span(SpanKind.PRODUCER);
        assertThat(send.getName()).isEqualTo("send " + group.stream());
        assertThat(send.getAttributes().asMap())
                .containsEntry(stringKey("messaging.system"), "redis")
                .containsEntry(stringKey("messaging.destination.name"), group.stream())
                .containsEntry(stringKey("messaging.operation.type"), "send")
                .containsEntry(stringKey("messaging.message.id"), published.getString("messageId"))
                .containsEntry(stringKey("event.id"), published.getString("eventId"));
        assertThat(span(SpanKind.SERVER).getSpanId()).isEqualTo(send.getParentSpanId());
        assertThat(traceparents(group.stream())).containsExactly(TraceParent.format(send.getSpanContext()));

        SpanData process = linkedTo(send, 1).get(0);
        assertThat(process.getName()).isEqualTo("process " + group.stream());
        assertThat(process.getKind()).isEqualTo(SpanKind.CONSUMER);
        assertThat(process.getParentSpanContext().isValid()).isFalse();
        assertThat(process.getAttributes().asMap())
                .containsEntry(stringKey("messaging.consumer.group.name"), group.name())
                .containsEntry(stringKey("messaging.message.id"), published.getString("messageId"))
                .containsEntry(longKey("event.attempt"), 1L);
        assertThat(logged(group)).containsExactly(TraceParent.format(send.getSpanContext()));
    }

    @Test
    void andThroughTheOutbox() {
        String name = "traced-" + UUID.randomUUID();
        JsonPath created =
                post("/api/users", "{\"username\": \"%s\", \"email\": \"%s@example.com\"}".formatted(name, name));

        SpanData send = span(SpanKind.PRODUCER);
        assertThat(send.getName()).isEqualTo("send user:events");
        assertThat(linkedTo(send, 1).get(0).getName()).isEqualTo("process user:events");
        await().untilAsserted(() -> get("/api/events/{id}", created.getString("eventId"))
                .then()
                .body("groups[0].state", is("processed"))
                .body("traceId", is(trace)));
    }

    @Test
    void andThroughTheOutboxOfWhatIsPublishedLater() {
        GroupSettings group = engine.group("later");
        engine.start(group);
        String soon = Instant.now().plusMillis(300).toString();
        post("/api/events/custom", custom(group, "{}", ", \"deliverAt\": \"%s\"".formatted(soon)));

        SpanData send = span(SpanKind.PRODUCER);
        assertThat(linkedTo(send, 1).get(0).getName()).isEqualTo("process " + group.stream());
        assertThat(traceparents(group.stream())).containsExactly(TraceParent.format(send.getSpanContext()));
    }

    @Test
    void aBatchOfManyPublishersIsOneSpanWithALinkToEach() {
        GroupSettings group = engine.group("batch");
        String twice = custom(group, "{}") + ", " + custom(group, "{}");
        JsonPath published = post("/api/events/batch", "{\"events\": [" + twice + "]}");
        assertThat(published.getInt("count")).isEqualTo(2);
        SpanData send = span(SpanKind.PRODUCER);
        assertThat(send.getAttributes().get(longKey("messaging.batch.message_count")))
                .isEqualTo(2);
        String others = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        add(group, others, Script.FINE);
        engine.add(group, Script.FINE);
        engine.start(group);

        SpanData process = linkedTo(send, 1).get(0);
        assertThat(process.getAttributes().get(longKey("messaging.batch.message_count")))
                .isEqualTo(4);
        assertThat(process.getLinks())
                .extracting(link -> TraceParent.format(link.getSpanContext()))
                .containsExactly(TraceParent.format(send.getSpanContext()), others);
    }

    @Test
    void eachAttemptAndAReplayAreLinkedToo() throws SQLException {
        GroupSettings group = engine.group("retried", "concurrency=1");
        Queue<LogRecord> warnings = warnings("io.redisstreams.consume.FailureLog");
        UUID id = UUID.fromString(
                post("/api/events/custom", custom(group, Script.failing(2))).getString("eventId"));
        engine.start(group);

        SpanData send = span(SpanKind.PRODUCER);
        List<SpanData> attempts = linkedTo(send, 3);
        assertThat(attempts)
                .extracting(span -> span.getAttributes().get(longKey("event.attempt")))
                .containsExactly(1L, 2L, 3L);
        assertThat(attempts)
                .extracting(span -> span.getStatus().getStatusCode())
                .containsExactly(StatusCode.ERROR, StatusCode.ERROR, StatusCode.UNSET);
        assertThat(attempts.get(0).getEvents()).extracting("name").containsExactly("exception");
        assertThat(warnings)
                .filteredOn(warning -> warning.getMessage().contains(id.toString())
                        || List.of(warning.getParameters()).contains(id))
                .extracting(warning -> ((ExtLogRecord) warning).getMdc("traceId"))
                .containsExactly(attempts.get(0).getTraceId(), attempts.get(1).getTraceId());

        Replay replay = replays.start(group, ReplayRange.of(null, null), Replay.Source.EVENT_LOG, true);
        pages.read(replay, null).forEach(item -> handling.handle(group, item.entry(), replay, noted -> {}));
        replays.cancel(replay.id());
        assertThat(linkedTo(send, 4)).hasSize(4);
    }

    @Test
    void whatATracelessClientWroteIsProcessedInATraceOfItsOwn() {
        GroupSettings group = engine.group("foreign");
        engine.addEntry(group, Map.of("eventType", "test.none", "payload", "1", "traceparent", "nonsense\0"));
        engine.start(group);
        SpanData process = spans(span -> span.getName().equals("process " + group.stream()), 1)
                .get(0);
        assertThat(process.getLinks()).isEmpty();
    }

    /** Loops that poll, and jobs, are nobody's trace. */
    @Test
    void nothingElseMakesSpans() {
        org.awaitility.Awaitility.await()
                .during(Duration.ofSeconds(2))
                .untilAsserted(() -> assertThat(collected.getFinishedSpanItems())
                        .allSatisfy(span -> assertThat(span.getName()).matches("(GET|POST) .*|send .*|process .*")));
        get("/api/monitoring/overview").then().statusCode(200);
        get("/q/health/live").then().statusCode(200);
        assertThat(collected.getFinishedSpanItems())
                .extracting(SpanData::getName)
                .noneMatch(name -> name.contains("monitoring") || name.contains("health"));
    }

    private JsonPath post(String path, String body) {
        return given().contentType(JSON)
                .header("traceparent", "00-" + trace + "-00f067aa0ba902b7-01")
                .body(body)
                .post(path)
                .then()
                .extract()
                .jsonPath();
    }

    private static String custom(GroupSettings group, String payload) {
        return custom(group, payload, "");
    }

    private static String custom(GroupSettings group, String payload, String more) {
        return "{\"streamName\": \"%s\", \"eventType\": \"%s\", \"payload\": %s%s}"
                .formatted(group.stream(), Script.TYPE, payload, more);
    }

    private void add(GroupSettings group, String traceparent, String script) {
        Event event = new Event(EventIds.next(), Script.TYPE, script, Instant.now(), traceparent);
        engine.addEntry(group, EntryCodec.encode(event));
    }

    /** The one span of its kind in the test's trace. */
    private SpanData span(SpanKind kind) {
        return spans(span -> span.getTraceId().equals(trace) && span.getKind() == kind, 1)
                .get(0);
    }

    private List<SpanData> linkedTo(SpanData publisher, int count) {
        return spans(
                span -> span.getLinks().stream()
                        .map(LinkData::getSpanContext)
                        .anyMatch(link -> link.getSpanId().equals(publisher.getSpanId())),
                count);
    }

    private List<SpanData> spans(Predicate<SpanData> which, int count) {
        await().untilAsserted(() ->
                assertThat(collected.getFinishedSpanItems()).filteredOn(which).hasSize(count));
        return collected.getFinishedSpanItems().stream().filter(which).toList();
    }

    private List<String> traceparents(String stream) {
        return redis.stream(String.class).xrange(stream, StreamRange.of("-", "+")).stream()
                .map(entry -> entry.payload().get("traceparent"))
                .toList();
    }

    private List<String> logged(GroupSettings group) {
        await().until(() -> !engine.rows(group).isEmpty());
        return EventLogEntry.<EventLogEntry>list("groupName", group.name()).stream()
                .map(row -> row.traceparent)
                .toList();
    }

    private static Queue<LogRecord> warnings(String logger) {
        Queue<LogRecord> records = new ConcurrentLinkedQueue<>();
        Logger.getLogger(logger).addHandler(new Handler() {
            @Override
            public void publish(LogRecord warning) {
                ((ExtLogRecord) warning).copyMdc();
                records.add(warning);
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        });
        return records;
    }
}
