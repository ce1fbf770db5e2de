package io.redisstreams.http.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.quarkus.hibernate.validator.runtime.jaxrs.ResteasyReactiveViolationException;
import io.redisstreams.fault.CommitUnknownException;
import io.redisstreams.fault.ConflictException;
import io.redisstreams.fault.LimitReachedException;
import io.redisstreams.fault.MissingException;
import io.redisstreams.fault.NotAStreamException;
import io.redisstreams.fault.OutcomeUnknownException;
import io.redisstreams.fault.RedisAwayException;
import io.redisstreams.fault.RedisErrors;
import io.redisstreams.fault.RedisFaultException;
import io.redisstreams.fault.ResponseMemoryException;
import io.redisstreams.fault.SearchRefusedException;
import io.redisstreams.fault.ServerFault;
import io.redisstreams.fault.StreamFullException;
import io.redisstreams.fault.TooManyListenersException;
import io.redisstreams.security.NameForbiddenException;
import io.redisstreams.security.TooMuchException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response.Status;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Decides which problem a fault becomes. No other place decides this. */
final class Faults {
    private static final String NOTHING_KEPT = ". Nothing was kept; try again later";

    private static final String UNKNOWN =
            ". It is unknown whether a change was kept: repeat it later with the same Idempotency-Key, or, if it had none,"
                    + " first look whether it was";

    private static final String TRY_AGAIN = "; try again later";

    private Faults() {}

    /** The same for a call that only reads: it says nothing about what was kept. */
    static Problem ofReading(Problem problem) {
        return problem.saying(problem.detail().replace(NOTHING_KEPT, TRY_AGAIN).replace(UNKNOWN, TRY_AGAIN));
    }

    /** Empty: a fault of the service, whose details callers do not see. */
    static Optional<Problem> problem(Throwable fault) {
        if (fault instanceof WebApplicationException web) {
            return Optional.of(web(web));
        }
        if (fault instanceof JsonProcessingException json) {
            return Optional.of(JsonFaults.of(json));
        }
        if (fault instanceof ResteasyReactiveViolationException invalid) {
            return ConstraintFaults.of(invalid.getConstraintViolations());
        }
        return Optional.ofNullable(domain(fault));
    }

    private static Problem domain(Throwable fault) {
        if (fault instanceof BadParameterException bad) {
            return Problem.of(List.of(bad.violation()));
        }
        if (fault instanceof MissingException) {
            return Problem.of(Status.NOT_FOUND, fault.getMessage());
        }
        if (fault instanceof ConflictException conflict) {
            Problem problem = Problem.of(Status.CONFLICT, conflict.getMessage());
            return conflict.field()
                    .map(field -> problem.with(List.of(new Violation(field, "is taken"))))
                    .orElse(problem);
        }
        if (fault instanceof NotAStreamException) {
            return Problem.of(Status.CONFLICT, fault.getMessage());
        }
        if (fault instanceof OtherSiteException || fault instanceof NameForbiddenException) {
            return Problem.of(Status.FORBIDDEN, fault.getMessage());
        }
        if (Challenge.isAsked(fault)) {
            return Problem.of(Status.UNAUTHORIZED, Challenge.detail(fault));
        }
        if (fault instanceof BodyTooLargeException) {
            return Problem.of(Status.REQUEST_ENTITY_TOO_LARGE, fault.getMessage());
        }
        return load(fault);
    }

    private static Problem load(Throwable fault) {
        if (fault instanceof StreamFullException || fault instanceof LimitReachedException) {
            return Problem.of(Status.TOO_MANY_REQUESTS, fault.getMessage()).retryAfter(10);
        }
        if (fault instanceof TooMuchException tooMuch) {
            return Problem.of(Status.TOO_MANY_REQUESTS, tooMuch.getMessage()).retryAfter(tooMuch.retryAfterSeconds());
        }
        if (fault instanceof TooManyListenersException) {
            return Problem.of(Status.TOO_MANY_REQUESTS, fault.getMessage()).retryAfter(10);
        }
        if (fault instanceof SearchRefusedException) {
            return unavailable(fault.getMessage());
        }
        if (fault instanceof OutcomeUnknownException unknown) {
            return unavailable(unknown("Redis", unknown.eventIds())).about(unknown.eventIds());
        }
        if (fault instanceof CommitUnknownException unknown) {
            return unavailable(unknown("PostgreSQL", unknown.eventIds())).about(unknown.eventIds());
        }
        if (fault instanceof ResponseMemoryException) {
            return Problem.of(Status.SERVICE_UNAVAILABLE, fault.getMessage()).retryAfter(1);
        }
        if (fault instanceof RedisFaultException failed) {
            return redis(failed);
        }
        return ServerFault.of(fault).map(known -> server(known, fault)).orElse(null);
    }

    private static Problem server(ServerFault known, Throwable fault) {
        return known == ServerFault.REDIS_AWAY
                ? redis((RedisFaultException) RedisErrors.translated(fault))
                : unavailable(known.sentence() + (known.leavesDoubt() ? UNKNOWN : NOTHING_KEPT));
    }

    private static Problem redis(RedisFaultException failed) {
        return switch (failed.fault().blame()) {
            case CALL -> Problem.of(Status.BAD_REQUEST, failed.getMessage());
            case STREAM -> Problem.of(Status.CONFLICT, failed.getMessage());
            case SERVER ->
                unavailable(
                        failed instanceof RedisAwayException
                                ? failed.getMessage() + NOTHING_KEPT
                                : failed.getMessage());
        };
    }

    private static Problem unavailable(String detail) {
        return Problem.of(Status.SERVICE_UNAVAILABLE, detail).retryAfter(5);
    }

    private static String unknown(String server, List<UUID> eventIds) {
        return server + " did not answer in time: it is unknown whether it has "
                + (eventIds.size() == 1
                        ? "the event. Repeat the call with the header Idempotency-Key: " + eventIds.get(0)
                        : "the events. Repeat the call, each event with its id in eventIds")
                + "; what " + server + " has already then has no second effect";
    }

    private static Problem web(WebApplicationException fault) {
        if (fault.getCause() instanceof JsonProcessingException json) {
            return JsonFaults.of(json);
        }
        int status = fault.getResponse().getStatus();
        return Problem.of(status, StatusDetail.of(status));
    }
}
