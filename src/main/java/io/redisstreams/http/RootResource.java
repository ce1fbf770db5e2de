package io.redisstreams.http;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.Status;

/** The entry page, and the addresses that older clients use. */
@Path("/")
@PermitAll
class RootResource {
    private static final Map<String, String> LINKS = links();

    private final Root root;

    RootResource(
            @ConfigProperty(name = "quarkus.application.name") String name,
            @ConfigProperty(name = "quarkus.application.version") String version) {
        this.root = new Root(name, version, LINKS);
    }

    record Root(String name, String version, Map<String, String> links) {}

    @GET
    public Root root() {
        return root;
    }

    @GET
    @Path("/health")
    @APIResponse(responseCode = "307")
    public RestResponse<Void> health() {
        return moved("/q/health");
    }

    @GET
    @Path("/api-docs")
    @APIResponse(responseCode = "307")
    public RestResponse<Void> documentation() {
        return moved("/q/swagger-ui");
    }

    /** Relative, so that it works behind any proxy. */
    private static RestResponse<Void> moved(String location) {
        return RestResponse.ResponseBuilder.<Void>create(Status.TEMPORARY_REDIRECT)
                .header("Location", location)
                .build();
    }

    private static Map<String, String> links() {
        Map<String, String> links = new LinkedHashMap<>();
        links.put("users", "/api/users");
        links.put("tasks", "/api/tasks");
        links.put("events", "/api/events/processed");
        links.put("stats", "/api/events/stats");
        links.put("info", "/api/events/info");
        links.put("health", "/q/health");
        links.put("metrics", "/q/metrics");
        links.put("openapi", "/q/openapi");
        links.put("documentation", "/q/swagger-ui");
        return links;
    }
}
