package io.redisstreams.http.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import io.redisstreams.event.JsonErrors;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Describes what is wrong with a JSON body, in the words of the API and not in Jackson's. */
final class JsonFaults {
    private JsonFaults() {}

    static Problem of(JsonProcessingException fault) {
        if (fault instanceof MismatchedInputException mismatch) {
            return Problem.of(List.of(new Violation(field(mismatch), message(mismatch))));
        }
        var location = fault.getLocation();
        String where =
                location == null ? "" : " (line " + location.getLineNr() + ", column " + location.getColumnNr() + ")";
        String message = "is not the JSON that this call takes: " + JsonErrors.line(fault) + where;
        return Problem.of(List.of(new Violation("body", message)));
    }

    private static String message(MismatchedInputException fault) {
        if (fault instanceof UnrecognizedPropertyException unknown) {
            return "is unknown here; known are " + names(unknown.getKnownPropertyIds());
        }
        String own = JsonErrors.line(fault);
        Class<?> target = fault.getTargetType();
        if (target == null || !own.startsWith("Cannot ")) {
            return own.startsWith("Trailing token") ? "must be one JSON object, with nothing after it" : own;
        }
        if (target.isEnum()) {
            return "must be one of " + names(List.of(target.getEnumConstants()));
        }
        return Collection.class.isAssignableFrom(target) ? "must be a list" : "must be a JSON object";
    }

    private static String field(JsonMappingException fault) {
        StringBuilder path = new StringBuilder();
        for (JsonMappingException.Reference step : fault.getPath()) {
            if (step.getFieldName() == null) {
                path.append('[').append(step.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(step.getFieldName());
            }
        }
        return path.isEmpty() ? "body" : path.toString();
    }

    private static String names(Collection<?> names) {
        Stream<?> known = names == null ? Stream.empty() : names.stream();
        return known.map(Objects::toString).sorted().collect(Collectors.joining(", "));
    }
}
