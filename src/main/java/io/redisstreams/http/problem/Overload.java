package io.redisstreams.http.problem;

import static io.quarkus.vertx.http.runtime.RouteConstants.ROUTE_ORDER_UPLOAD_LIMIT;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.core.Response.Status;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Refuses publishing calls at once, before their bodies are read, while those that wait already take too long. Each kind
 * has its own queue: what waits for Redis does not keep out what needs PostgreSQL.
 */
@ApplicationScoped
class Overload {
    private static final String[] KINDS = {
        "/api/users",
        "/api/events/chat",
        "/api/events/tasks",
        "/api/events/logs",
        "/api/events/custom",
        "/api/events/batch"
    };
    private static final int RETRY_AFTER = 1;

    private final ObjectMapper mapper;
    private final Counter refused;
    private final Map<String, CallQueue> queues = new LinkedHashMap<>();

    Overload(ObjectMapper mapper, MeterRegistry meters, OverloadConfig config) {
        this.mapper = mapper;
        this.refused = Counter.builder("streams.api.overloaded")
                .description("Publishing calls that were refused because those before them waited too long")
                .register(meters);
        for (String kind : KINDS) {
            queues.put(kind, new CallQueue(config.after().toNanos()));
        }
    }

    void install(@Observes Router router) {
        queues.forEach((path, queue) -> router.route(path + "*")
                .method(HttpMethod.POST)
                .method(HttpMethod.PUT)
                .method(HttpMethod.DELETE)
                .order(ROUTE_ORDER_UPLOAD_LIMIT - 2)
                .handler(call -> admit(call, queue)));
    }

    private void admit(RoutingContext call, CallQueue queue) {
        CallQueue.Call begun = queue.begin(System.nanoTime());
        if (begun == null) {
            refused.increment();
            refuse(call);
        } else {
            call.addEndHandler(answered -> queue.end(begun));
            call.next();
        }
    }

    private void refuse(RoutingContext call) {
        Problem problem = Problem.of(
                        Status.SERVICE_UNAVAILABLE,
                        "Too many calls wait already, and this one was not begun. Try again later")
                .at(call.request().path());
        call.response()
                .setStatusCode(problem.status())
                .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
                .putHeader(HttpHeaders.RETRY_AFTER, Integer.toString(RETRY_AFTER))
                .end(text(problem));
    }

    private String text(Problem problem) {
        try {
            return mapper.writeValueAsString(problem);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** When calls are refused ({@code streams.api.overload.*}). */
    @ConfigMapping(prefix = "streams.api.overload")
    interface OverloadConfig {
        /** How long many publishing calls may wait for their answers before others are refused. To refuse costs nearly as much as to
         * publish, and callers that come again at once pay with the time of those that wait: too short a time refuses more.
         */
        @WithDefault("3S")
        Duration after();
    }
}
