package io.redisstreams.http;

import io.redisstreams.event.Text;
import io.redisstreams.http.json.StrictTime;
import io.redisstreams.http.json.StrictUuid;
import io.redisstreams.http.problem.BadParameterException;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.UriInfo;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Parses the query parameters of a call. An absent or empty parameter is null; an invalid one fails with
 * {@link BadParameterException}, where JAX-RS would answer 404.
 */
public final class Query {
    private static final int MAX_TEXT = 1000;
    private static final int MAX_OFFSET = 1_000_000;

    private final MultivaluedMap<String, String> parameters;

    Query(MultivaluedMap<String, String> parameters) {
        this.parameters = parameters;
    }

    public static Query of(UriInfo call) {
        return new Query(call.getQueryParameters());
    }

    public String text(String name) {
        String text = parameters.getFirst(name);
        if (text == null || text.isEmpty()) {
            return null;
        }
        require(Text.storable(text), name, Text.RULE);
        require(text.length() <= MAX_TEXT, name, "must be at most " + MAX_TEXT + " characters long");
        return text;
    }

    public UUID uuid(String name) {
        return read(name, StrictUuid::of, StrictUuid.RULE);
    }

    public Instant time(String name) {
        return read(name, StrictTime::of, StrictTime.RULE);
    }

    public Boolean flag(String name) {
        return choice(name, List.of(true, false), Objects::toString);
    }

    public <T> T choice(String name, List<T> choices, Function<T, String> word) {
        return read(
                name,
                text -> choices.stream()
                        .filter(choice -> word.apply(choice).equals(text))
                        .findFirst()
                        .orElse(null),
                "must be one of " + choices.stream().map(word).collect(Collectors.joining(", ")));
    }

    public int limit() {
        return number("limit", 50, 1, 500);
    }

    public int offset() {
        return number("offset", 0, 0, MAX_OFFSET);
    }

    /** @param otherwise the value of an absent parameter */
    public int number(String name, int otherwise, int min, int max) {
        Integer number = read(name, Query::integer, "must be a whole number from " + min + " to " + max);
        require(
                number == null || number >= min && number <= max,
                name,
                "must be a whole number from " + min + " to " + max);
        return number == null ? otherwise : number;
    }

    private static Integer integer(String text) {
        return text.matches("-?[0-9]{1,10}")
                ? Integer.valueOf((int) Math.max(-1, Math.min(Long.parseLong(text), Integer.MAX_VALUE)))
                : null;
    }

    public <T> T read(String name, Function<String, T> reader, String rule) {
        String text = text(name);
        T value = text == null ? null : reader.apply(text);
        require(text == null || value != null, name, rule);
        return value;
    }

    private static void require(boolean holds, String name, String rule) {
        if (!holds) {
            throw new BadParameterException(name, rule);
        }
    }
}
