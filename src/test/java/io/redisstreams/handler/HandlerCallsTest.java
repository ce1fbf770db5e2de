package io.redisstreams.handler;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.redisstreams.consume.Script;
import io.redisstreams.consume.TestEngine;
import io.redisstreams.event.Event;
import io.redisstreams.event.EventIds;
import io.redisstreams.redis.Entry;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class HandlerCallsTest {
    private static final UUID USER = UUID.fromString("0198a2f0-0000-7000-8000-000000000001");

    @Inject
    HandlerCalls reader;

    @Inject
    TestEngine engine;

    @Test
    void readsThePayloadAsTheHandlersType() {
        HandlerCall work = read(Script.TYPE, "{\"failures\":2}");
        assertThat(work.problem()).isNull();
        assertThat(work.payload()).isEqualTo(new Script(2, null, 0));
    }

    @Test
    void aTypeWithoutHandlerNeedsOnlyJson() {
        HandlerCall work = read("test.none", "[1]");
        assertThat(work.problem()).isNull();
        assertThat(work.handler()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "{\"failures\":",
                "null",
                "1",
                "[]",
                "\"text\"",
                "{\"failures\":\"many\"}",
                "{\"failures\":{}}",
                "{\"failures\":99999999999999999999}",
                "{\"failures\":1e999999}",
                "{\"sleepMillis\":1e400}",
                "{\"unknown\":1}",
                "NaN",
                "\0",
            })
    void whatCannotBeReadIsAProblemAndNoFailure(String payload) {
        HandlerCall work = read(Script.TYPE, payload);
        assertThat(work.problem()).isNotNull();
        assertThat(work.payload()).isNull();
    }

    @Test
    void nestingHasAnEnd() {
        assertThat(read("test.none", nested(10_000)).problem()).isNotNull();
        assertThat(read("test.none", nested(500)).problem()).isNull();
    }

    /** PostgreSQL writes them out when it is asked for the row: a few kilobytes become gigabytes. */
    @ParameterizedTest
    @ValueSource(strings = {"1e131071", "-1E+99999", "1e-16383", "0.1e-12000"})
    void numbersThatWouldGrowAreAProblem(String number) {
        assertThat(read("test.none", "{\"n\":[" + number + "]}").problem()).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e308", "2.5E-300", "12345678901234567890123456789", "0e0", "0.0", "\"1e131071\""})
    void otherNumbersAreNot(String number) {
        assertThat(read("test.none", "{\"n\":[" + number + "]}").problem()).isNull();
    }

    @Test
    void theUserIsFoundWhereThePayloadNamesOne() {
        assertThat(read("test.none", "{\"userId\":\"" + USER + "\"}").userId()).isEqualTo(USER);
        assertThat(read("test.none", "{\"senderId\":\"" + USER + "\"}").userId())
                .isEqualTo(USER);
        assertThat(read("test.none", "{\"userId\":7,\"createdBy\":\"" + USER + "\"}")
                        .userId())
                .isEqualTo(USER);
        assertThat(read("test.none", "{\"userId\":\"u-7\"}").userId()).isNull();
        assertThat(read("test.none", "[1]").userId()).isNull();
        assertThat(read("test.none", "7").userId()).isNull();
    }

    private HandlerCall read(String type, String payload) {
        Event event = new Event(EventIds.next(), type, payload, Instant.now());
        return reader.read(engine.group("reading"), new Entry("1-0", event));
    }

    private static String nested(int depth) {
        return "[".repeat(depth) + "]".repeat(depth);
    }
}
