package io.redisstreams.consume;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.redisstreams.event.EventIds;
import io.redisstreams.group.GroupSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Entries as anybody may write them: each is done at once, one way or the other, and holds up none beside it. */
@QuarkusTest
class BrokenEntriesTest extends EngineTest {
    private static final String NO_HANDLER = "test.none";

    /** The payload of an entry, and what becomes of it. */
    private record Case(String name, Map<String, String> fields, String status) {}

    private static final List<Case> CASES = List.of(
            payload("torn", "{\"failures\":", "dead"),
            payload("wrong shape", "{\"failures\":\"many\"}", "dead"),
            payload("array", "[1]", "dead"),
            payload("null", "null", "dead"),
            payload("unknown field", "{\"colour\":1}", "dead"),
            payload("more after the end", "{} {}", "dead"),
            payload("U+0000 escaped", "{\"failure\":\"\\u0000\"}", "dead"),
            payload("U+0000 raw", "{\"failure\":\"a\0b\"}", "dead"),
            payload("half a character", "{\"failure\":\"\\ud800\"}", "dead"),
            payload("a number without end", "{\"failures\":1e999999}", "dead"),
            payload("an integer without end", "{\"failures\":" + "9".repeat(2000) + "}", "dead"),
            payload("deep", "[".repeat(10_000) + "]".repeat(10_000), "dead"),
            foreign("deep, foreign", "[".repeat(10_000) + "]".repeat(10_000), "dead"),
            foreign("quite deep, foreign", "[".repeat(500) + "]".repeat(500), "unhandled"),
            foreign("a number without end, foreign", "[1e999999]", "dead"),
            foreign("numbers that grow, foreign", "[" + "1e131071,".repeat(9000) + "1]", "dead"),
            foreign("numbers that shrink, foreign", "[" + "1e-16000,".repeat(9000) + "1]", "dead"),
            foreign("U+0000, foreign", "\"\\u0000\"", "dead"),
            foreign("half a character, foreign", "\"\\udc00\"", "dead"),
            foreign("more after the end, foreign", "1 2", "dead"),
            foreign("a field twice, foreign", "{\"a\":1,\"a\":2}", "unhandled"),
            foreign("null, foreign", "null", "unhandled"),
            foreign("no handler", "{\"a\":[1,{\"b\":null}]}", "unhandled"),
            changed("no id", "id", null, "processed"),
            changed("an id that is none", "id", "7", "processed"),
            changed("no type", "eventType", null, "unhandled"),
            changed("a blank type", "eventType", " ", "unhandled"),
            changed("U+0000 in the type", "eventType", "a\0b", "unhandled"),
            changed("an endless type", "eventType", "x".repeat(100_000), "unhandled"),
            changed("no payload", "payload", null, "dead"),
            changed("no timestamp", "timestamp", null, "processed"),
            changed("a timestamp of no calendar", "timestamp", "9223372036854775807", "processed"),
            changed("a timestamp that is none", "timestamp", "yesterday", "processed"),
            changed("a foreign field", "colour", "red", "processed"),
            changed("U+0000 in the trace", "traceparent", "a\0", "processed"),
            new Case("nothing of ours", Map.of("x", "y"), "dead"),
            new Case("an empty field", Map.of("", ""), "dead"));

    @Test
    void eachIsDoneAtOnceAndHoldsUpNoOther() {
        GroupSettings group = engine.group("broken", "batch-size=1000", "concurrency=1");
        Map<String, Case> byMessageId = new HashMap<>();
        Map<UUID, String> fine = new HashMap<>();
        for (Case broken : CASES) {
            fine.put(engine.add(group, Script.FINE), broken.name());
            byMessageId.put(engine.addEntry(group, broken.fields()), broken);
        }

        engine.start(group);

        await().untilAsserted(() -> assertThat(engine.rows(group)).hasSize(2 * CASES.size()));
        await().untilAsserted(() -> assertThat(engine.pending(group)).isEmpty());
        assertThat(engine.rows(group))
                .filteredOn(row -> byMessageId.containsKey(row.messageId()))
                .allSatisfy(row -> {
                    Case broken = byMessageId.get(row.messageId());
                    assertThat(row.status()).as(broken.name()).isEqualTo(broken.status());
                    assertThat(row.attempts())
                            .as(broken.name())
                            .isEqualTo(broken.status().equals("unhandled") ? 0 : 1);
                    assertThat(row.error() != null)
                            .as(broken.name())
                            .isEqualTo(broken.status().equals("dead"));
                });
        assertThat(engine.rows(group))
                .filteredOn(row -> fine.containsKey(row.eventId()))
                .allMatch(row -> row.status().equals("processed") && row.attempts() == 1);
        assertThat(effects.counts(group)).containsKeys(fine.keySet().toArray(UUID[]::new));
    }

    /** Bytes that are no UTF-8; text that Java takes for it has to be made by Redis. */
    @Test
    void bytesThatAreNoTextAreKeptAsFarAsTheyCan() {
        GroupSettings group = engine.group("bytes");
        engine.eval(
                "return redis.call('XADD', KEYS[1], '*', 'eventType', 'a\\255\\254', 'payload', '\"\\192\\128\\237\\160\\128\"')",
                group.stream());
        UUID fine = engine.add(group, Script.FINE);

        engine.start(group);

        await().untilAsserted(() -> assertThat(engine.rows(group)).hasSize(2));
        assertThat(effects.count(group, fine)).isEqualTo(1);
        await().untilAsserted(() -> assertThat(engine.pending(group)).isEmpty());
    }

    @Test
    void anEntryWithoutIdHasTheSameOneAtEachDelivery() {
        GroupSettings first = engine.group("nameless");
        GroupSettings second = engine.group("nameless-too", "stream=" + first.stream());
        engine.addEntry(first, Map.of("eventType", Script.TYPE, "payload", Script.FINE));

        engine.start(first, second);

        await().untilAsserted(() -> assertThat(engine.rows(first)).hasSize(1));
        await().untilAsserted(() -> assertThat(engine.rows(second)).hasSize(1));
        assertThat(engine.rows(first).get(0).eventId())
                .isEqualTo(engine.rows(second).get(0).eventId());
        engine.redis("XGROUP", "SETID", first.stream(), first.name(), "0");
        always(Duration.ofMillis(500)).until(() -> engine.rows(first).size() == 1);
        assertThat(effects.counts(first).values()).containsExactly(1L);
    }

    /** A row that can be written must be readable, or the retrier stumbles over it for ever. */
    @Test
    void whatIsLoggedCanBeReadAgain() {
        GroupSettings group = engine.group("readable", "max-attempts=2");
        UUID failing = engine.add(group, Script.failing(99));
        engine.addEntry(group, Map.of("eventType", NO_HANDLER, "payload", "[" + "1e320,".repeat(20_000) + "1]"));

        engine.start(group);

        await().untilAsserted(() -> assertThat(engine.rows(group))
                .hasSize(2)
                .noneMatch(row -> row.status().equals("retrying")));
        assertThat(engine.row(group, failing).status()).isEqualTo("dead");
        assertThat(engine.update(
                        "UPDATE event_log SET error = left(payload::text, 10) WHERE group_name = ?", group.name()))
                .isEqualTo(2);
    }

    private static Case payload(String name, String payload, String status) {
        return changed(name, "payload", payload, status);
    }

    private static Case foreign(String name, String payload, String status) {
        Map<String, String> fields =
                new HashMap<>(payload(name, payload, status).fields());
        fields.put("eventType", NO_HANDLER);
        return new Case(name, fields, status);
    }

    private static Case changed(String name, String field, String value, String status) {
        Map<String, String> fields = new HashMap<>(Map.of(
                "id",
                EventIds.next().toString(),
                "eventType",
                Script.TYPE,
                "payload",
                Script.FINE,
                "timestamp",
                String.valueOf(Instant.now().toEpochMilli())));
        if (value == null) {
            fields.remove(field);
        } else {
            fields.put(field, value);
        }
        return new Case(name, fields, status);
    }
}
