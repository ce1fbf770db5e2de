package io.redisstreams.http.problem;

import static io.quarkus.vertx.http.runtime.RouteConstants.ROUTE_ORDER_UPLOAD_LIMIT;

import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Responds with a problem when a call fails before it reaches its resource. */
@ApplicationScoped
class FaultRoutes {
    private static final Logger LOG = Logger.getLogger(FaultRoutes.class);

    private final ProblemText problems;

    FaultRoutes(ProblemText problems) {
        this.problems = problems;
    }

    void install(@Observes Router router) {
        router.route().order(ROUTE_ORDER_UPLOAD_LIMIT - 1).handler(this::checkLength);
        router.route().order(Integer.MAX_VALUE - 1).failureHandler(this::answer);
        router.errorHandler(400, this::answer);
        router.errorHandler(404, this::answer);
    }

    private void checkLength(RoutingContext call) {
        if (BodyLimit.allows(call.request().getHeader(HttpHeaders.CONTENT_LENGTH))) {
            call.next();
            return;
        }
        call.response().endHandler(sent -> call.request().connection().close());
        call.fail(413);
    }

    private void answer(RoutingContext call) {
        if (call.response().ended() || call.response().headWritten()) {
            call.next();
            return;
        }
        Optional<Problem> known = Optional.ofNullable(call.failure()).flatMap(Faults::problem);
        int status = known.map(Problem::status).orElse(call.statusCode() > 0 ? call.statusCode() : 500);
        if (status >= 500) {
            LOG.errorf(
                    call.failure(),
                    "%s %s failed",
                    call.request().method(),
                    call.request().path());
        }
        if (status == 503) {
            call.response().putHeader(HttpHeaders.RETRY_AFTER, "5");
        }
        if (status == 401) {
            call.response().putHeader("WWW-Authenticate", Challenge.header(call.failure()));
        }
        call.response()
                .setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .end(known.map(problem -> problems.of(problem.at(call.request().path())))
                        .orElseGet(() -> problems.of(status, call.request().path())));
    }
}
