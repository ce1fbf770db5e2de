package io.redisstreams.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.redisstreams.group.Status;
import io.redisstreams.http.problem.BadParameterException;
import jakarta.ws.rs.core.MultivaluedHashMap;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class QueryTest {
    private static final Function<Query, Object> STATUS =
            query -> query.choice("x", List.of(Status.values()), Status::column);

    private static Query query(String name, String value) {
        MultivaluedHashMap<String, String> parameters = new MultivaluedHashMap<>();
        parameters.add(name, value);
        return new Query(parameters);
    }

    static Stream<Arguments> good() {
        return Stream.of(
                read(query -> query.text("x"), "a b", "a b"),
                read(query -> query.text("x"), "", null),
                read(query -> query.text("other"), "a", null),
                read(
                        query -> query.uuid("x"),
                        "019c13a8-7d3b-7c55-9a4e-3f0d2b6c8e11",
                        UUID.fromString("019c13a8-7d3b-7c55-9a4e-3f0d2b6c8e11")),
                read(query -> query.time("x"), "2026-01-31T12:00:00Z", Instant.parse("2026-01-31T12:00:00Z")),
                read(query -> query.time("x"), "2026-01-31T13:00:00.5+01:00", Instant.parse("2026-01-31T12:00:00.5Z")),
                read(query -> query.flag("x"), "true", true),
                read(query -> query.flag("x"), "false", false),
                read(STATUS, "dead", Status.DEAD));
    }

    private static Arguments read(Function<Query, Object> reader, String value, Object expected) {
        return Arguments.of(reader, value, expected);
    }

    @ParameterizedTest
    @MethodSource("good")
    void reads(Function<Query, Object> reader, String value, Object expected) {
        assertThat(reader.apply(query("x", value))).isEqualTo(expected);
    }

    static Stream<Arguments> bad() {
        return Stream.of(
                refuse(query -> query.text("x"), "a\u0000", "must not hold the character U+0000"),
                refuse(query -> query.text("x"), "a".repeat(1001), "must be at most 1000 characters"),
                refuse(query -> query.uuid("x"), "1-1-1-1-1", "must be a UUID"),
                refuse(query -> query.time("x"), "yesterday", "must be an ISO-8601 time"),
                refuse(query -> query.time("x"), "2026-01-31", "must be an ISO-8601 time"),
                refuse(query -> query.flag("x"), "yes", "must be one of true, false"),
                refuse(STATUS, "DEAD", "must be one of processed, unhandled, retrying, dead, discarded"));
    }

    private static Arguments refuse(Function<Query, Object> reader, String value, String message) {
        return Arguments.of(reader, value, message);
    }

    @ParameterizedTest
    @MethodSource("bad")
    void refuses(Function<Query, Object> reader, String value, String message) {
        assertThatThrownBy(() -> reader.apply(query("x", value)))
                .isInstanceOf(BadParameterException.class)
                .hasMessageStartingWith("x " + message);
    }

    @Test
    void pagesHaveBounds() {
        Query none = query("x", "1");
        assertThat(none.limit()).isEqualTo(50);
        assertThat(none.offset()).isZero();
        assertThat(query("limit", "500").limit()).isEqualTo(500);
        assertThat(query("offset", "1000000").offset()).isEqualTo(1_000_000);
        for (String limit : List.of("0", "501", "-1", "x", "1.5", "1e2", "99999999999")) {
            assertThatThrownBy(() -> query("limit", limit).limit())
                    .hasMessage("limit must be a whole number from 1 to 500");
        }
        for (String offset : List.of("-1", "1000000001", "x")) {
            assertThatThrownBy(() -> query("offset", offset).offset()).isInstanceOf(BadParameterException.class);
        }
    }
}
