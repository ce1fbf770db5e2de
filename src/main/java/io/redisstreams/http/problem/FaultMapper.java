package io.redisstreams.http.problem;

import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.quarkus.security.AuthenticationCompletionException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.AuthenticationRedirectException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import jakarta.validation.ValidationException;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import java.io.IOException;
import java.util.Set;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jboss.resteasy.reactive.server.SimpleResourceInfo;

/** Responds to every fault of a call with a problem. */
class FaultMapper {
    private static final Logger LOG = Logger.getLogger(FaultMapper.class);

    private static final Set<HttpMethod> READS = Set.of(HttpMethod.GET, HttpMethod.HEAD);

    private final AllowedMethods allowed = new AllowedMethods();

    /** Quarkus has its own mappers for the classes beside {@link Throwable}, which would match more closely. */
    @ServerExceptionMapper({
        Throwable.class,
        NotFoundException.class,
        MismatchedInputException.class,
        ValidationException.class,
        UnauthorizedException.class,
        ForbiddenException.class,
        AuthenticationFailedException.class,
        AuthenticationCompletionException.class,
        AuthenticationRedirectException.class
    })
    Response map(Throwable fault, HttpServerRequest request, SimpleResourceInfo called) {
        Problem problem = fault instanceof ForbiddenException
                ? Problem.of(Status.FORBIDDEN, MissingRole.detail(called))
                : Faults.problem(fault).orElseGet(() -> ours(fault, request));
        if (READS.contains(request.method())) {
            problem = Faults.ofReading(problem);
        }
        if (problem.status() == Status.REQUEST_ENTITY_TOO_LARGE.getStatusCode()) {
            // The rest of the body is still on its way, and will not be read.
            request.response().endHandler(sent -> request.connection().close());
        }
        Response.ResponseBuilder answer =
                Response.status(problem.status()).type(Problem.MEDIA_TYPE).entity(problem.at(request.path()));
        // The same call may get another response later.
        if (!request.response().headWritten()) {
            request.response().putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        }
        if (problem.status() == Status.METHOD_NOT_ALLOWED.getStatusCode()) {
            answer.header(HttpHeaders.ALLOW, allowed.of(request.path()));
        }
        if (problem.status() == Status.UNAUTHORIZED.getStatusCode()) {
            answer.header(HttpHeaders.WWW_AUTHENTICATE, Challenge.header(fault));
        }
        if (problem.retryAfter() > 0) {
            answer.header(HttpHeaders.RETRY_AFTER, problem.retryAfter());
        }
        return answer.build();
    }

    private static Problem ours(Throwable fault, HttpServerRequest request) {
        if (fault instanceof IOException) {
            LOG.debugf(fault, "%s %s: the caller went away", request.method(), request.path());
        } else {
            LOG.errorf(fault, "%s %s failed", request.method(), request.path());
        }
        return Problem.of(Status.INTERNAL_SERVER_ERROR, StatusDetail.of(500));
    }
}
