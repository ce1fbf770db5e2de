package io.redisstreams.consume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.redisstreams.event.EntryCodec;
import io.redisstreams.event.Event;
import io.redisstreams.event.EventIds;
import io.redisstreams.eventlog.DeadLetters;
import io.redisstreams.eventlog.EventLog;
import io.redisstreams.eventlog.EventLogFilter;
import io.redisstreams.eventlog.LogRecord;
import io.redisstreams.eventlog.UnstorablePayloadException;
import io.redisstreams.group.GroupSettings;
import io.redisstreams.handler.HandlerCall;
import io.redisstreams.handler.HandlerCalls;
import io.redisstreams.process.PayloadBudget;
import io.redisstreams.redis.Entry;
import io.redisstreams.replay.Replay;
import io.redisstreams.replay.ReplayHandling;
import io.redisstreams.replay.ReplayPages;
import io.redisstreams.replay.ReplayRange;
import io.redisstreams.replay.Replays;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What is published is what a handler sees, each time, and what cannot be read stays a dead letter. */
@QuarkusTest
class OriginalPayloadTest extends EngineTest {
    private static final List<String> TEXTS = List.of(
            "{\"b\":1,\"a\":2}",
            " { \"a\" : [ 1 , 2 ] } ",
            "{\"a\":1,\"a\":2}",
            "[-0,-0.0,1.50,1e2,1E+2,0.1e-1,1E320]",
            "{\"long-name\":1,\"b\":2,\"aa\":3}",
            "\"\\u00e9\\/é\"",
            "\"a string\"",
            "{\"large\":\"" + "x".repeat(10_000) + "\",\"a\":1}");

    @Inject
    DeadLetters letters;

    @Inject
    Replays replays;

    @Inject
    ReplayPages pages;

    @Inject
    ReplayHandling handling;

    @Inject
    HandlerCalls reader;

    @Inject
    EventLog log;

    @Inject
    FingerprintHandler fingerprints;

    @Test
    void theHandlerSeesTheSameTextEachTime() throws SQLException {
        GroupSettings group = engine.group("same-text", "max-attempts=2", "batch-size=1");
        Map<UUID, String> published = new LinkedHashMap<>();
        TEXTS.forEach(text -> published.put(add(group, text), text));
        engine.start(group);

        awaitStatus(group, published, "dead");
        letters.redriveAll(new EventLogFilter(null, null, null, null, group.name(), null, null, null, null, null));
        awaitStatus(group, published, "processed");
        Replay replay = replays.start(group, ReplayRange.of(null, null), Replay.Source.EVENT_LOG, true);
        for (ReplayPages.Item item : pages.read(replay, null)) {
            handling.handle(group, pages.load(replay, item).orElseThrow(), replay, outcome -> {});
        }
        replays.cancel(replay.id());

        published.forEach((id, text) -> {
            String expected = FingerprintHandler.fingerprint(text);
            assertThat(fingerprints.seen(id)).as(text).hasSize(4).containsOnly(expected + " k");
        });
    }

    @Test
    void whatCannotBeReadStaysDeadWhenItIsRedriven() {
        GroupSettings group = engine.group("stays-dead");
        Map<UUID, String> unreadable = new LinkedHashMap<>();
        for (String text : List.of(
                "",
                "{\"a\":",
                "a\0b",
                "\"\\u0000\"",
                "\"\\ud800\"",
                "1 2",
                "[1e999999]",
                "[".repeat(1001) + "]".repeat(1001),
                "[".repeat(50_000) + "]".repeat(50_000))) {
            UUID id = EventIds.next();
            engine.addEntry(group, EntryCodec.encode(new Event(id, "test.none", text, Instant.now())));
            unreadable.put(id, text);
        }
        engine.start(group);
        awaitStatus(group, unreadable, "dead");

        letters.redriveAll(new EventLogFilter(null, null, null, null, group.name(), null, null, null, null, null));

        await().untilAsserted(() -> assertThat(engine.count(
                        "SELECT count(*) FROM event_history WHERE group_name = ? AND what = 'dead'", group.name()))
                .isEqualTo(2L * unreadable.size()));
        assertThat(engine.rows(group)).allMatch(row -> row.status().equals("dead") && row.attempts() == 1);
        assertThat(engine.count(
                        "SELECT count(*) FROM event_log WHERE group_name = ? AND jsonb_typeof(payload) = 'string'",
                        group.name()))
                .isEqualTo(unreadable.size());
    }

    /** SQLSTATE 54001: a limit of PostgreSQL that no repetition changes, and no outage. */
    @Test
    void whatIsTooDeepForPostgresqlIsUnstorable() {
        GroupSettings group = engine.group("too-deep");
        Event deep = new Event(EventIds.next(), "test.none", "[".repeat(999) + "]".repeat(999), Instant.now());
        HandlerCall work = reader.read(group, new Entry("1-0", deep));
        assertThat(work.problem()).isNull();
        assertThatThrownBy(() -> QuarkusTransaction.requiringNew().call(() -> {
                    engine.update("SET LOCAL max_stack_depth = '100kB'");
                    return log.insert(group, "c", List.of(LogRecord.done(group, work)));
                }))
                .isInstanceOf(UnstorablePayloadException.class)
                .hasMessageContaining("stack depth limit exceeded");
    }

    @Test
    void bytesThatAreNoTextAreKept() {
        GroupSettings group = engine.group("kept-bytes");
        engine.eval(
                "redis.call('XADD', KEYS[1], '*', 'eventType', 'test.none', 'payload', '\"caf\\233\"') "
                        + "return redis.call('XADD', KEYS[1], '*', 'eventType', 'test.none', 'payload', '{\\255\\254')",
                group.stream());
        engine.start(group);
        await().untilAsserted(() -> assertThat(engine.rows(group)).hasSize(2));

        assertThat(engine.rows(group)).extracting(LogRow::status).containsExactly("unhandled", "dead");
        assertThat(letters.find(engine.rows(group).get(1).id(), PayloadBudget.UNBOUNDED))
                .hasValueSatisfying(letter -> {
                    assertThat(Base64.getDecoder().decode(letter.payloadBase64)).containsExactly('{', 255, 254);
                    assertThat(letter.shownPayload).isEqualTo("\"{\uFFFD\uFFFD\"");
                });
        letters.redrive(engine.rows(group).get(1).id());
        await().untilAsserted(() -> assertThat(engine.count(
                        "SELECT count(*) FROM event_history WHERE group_name = ? AND what = 'dead'", group.name()))
                .isEqualTo(2));
        assertThat(engine.rows(group)).extracting(LogRow::status).containsExactly("unhandled", "dead");
        assertThat(engine.count(
                        "SELECT count(*) FROM event_log WHERE group_name = ? AND payload_bytes = '\\x22636166e922'::bytea"
                                + " AND payload = '\"caf\uFFFD\"'",
                        group.name()))
                .isEqualTo(1);
    }

    private UUID add(GroupSettings group, String text) {
        Event event = new Event(EventIds.next(), FingerprintHandler.TYPE, text, Instant.now()).withKey("k");
        engine.addEntry(group, EntryCodec.encode(event));
        return event.id();
    }

    private void awaitStatus(GroupSettings group, Map<UUID, String> events, String status) {
        await().untilAsserted(() -> assertThat(engine.rows(group))
                .hasSize(events.size())
                .allMatch(row -> row.status().equals(status)));
    }
}
