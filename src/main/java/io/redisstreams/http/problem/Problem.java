package io.redisstreams.http.problem;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.ws.rs.core.Response.Status;
import java.util.List;
import java.util.UUID;

/**
 * The body of a failed call, in the format of RFC 9457.
 *
 * @param detail what to do about it
 * @param instance path of the call; null until it is known
 * @param error the same sentence as {@code detail}, under the name that older clients read
 * @param violations what is wrong with the input; empty when the input is valid
 * @param eventIds ids of the events that may or may not be stored; empty when this is known
 * @param retryAfter seconds, for the header {@code Retry-After}; 0 for none
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Problem(
        String type,
        String title,
        int status,
        String detail,
        String instance,
        String error,
        List<Violation> violations,
        List<UUID> eventIds,
        @JsonIgnore int retryAfter) {
    public static final String MEDIA_TYPE = "application/problem+json";

    static Problem of(int status, String detail) {
        Status known = Status.fromStatusCode(status);
        String title = known == null ? "Error" : known.getReasonPhrase();
        return new Problem("about:blank", title, status, detail, null, detail, List.of(), List.of(), 0);
    }

    static Problem of(Status status, String detail) {
        return of(status.getStatusCode(), detail);
    }

    /** Bad input, status 400. */
    static Problem of(List<Violation> violations) {
        Violation first = violations.get(0);
        String more = violations.size() == 1 ? "" : " (and " + (violations.size() - 1) + " more, see violations)";
        return of(Status.BAD_REQUEST, first.field() + ' ' + first.message() + more)
                .with(violations);
    }

    Problem with(List<Violation> violations) {
        return new Problem(type, title, status, detail, instance, error, violations, eventIds, retryAfter);
    }

    /** @param unknown ids of the events that may or may not be stored */
    Problem about(List<UUID> unknown) {
        return new Problem(type, title, status, detail, instance, error, violations, unknown, retryAfter);
    }

    Problem retryAfter(int seconds) {
        return new Problem(type, title, status, detail, instance, error, violations, eventIds, seconds);
    }

    Problem saying(String detail) {
        return new Problem(type, title, status, detail, instance, detail, violations, eventIds, retryAfter);
    }

    Problem at(String path) {
        return new Problem(type, title, status, detail, path, error, violations, eventIds, retryAfter);
    }
}
