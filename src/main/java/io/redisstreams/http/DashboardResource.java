package io.redisstreams.http;

import io.vertx.core.http.HttpServerResponse;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestResponse;

/** Serves the dashboard's one page at the address of each of its views. The page gets its data from the API. */
@Path("/")
@PermitAll
class DashboardResource {
    static final String HTML = MediaType.TEXT_HTML + ";charset=UTF-8";
    private static final String VIEWS =
            "operations|signed-out|streams/[^/]+|groups/[^/]+|events(/[^/]+)?|dead-letters|scheduled|publish";

    private final DashboardPage page;

    DashboardResource(DashboardPage page) {
        this.page = page;
    }

    /**
     * For browsers, which ask for HTML explicitly; a client that accepts anything gets the JSON of {@link RootResource}.
     */
    @GET
    @Produces(HTML + ";qs=0.5")
    @Operation(hidden = true)
    public RestResponse<String> overview(HttpServerResponse response) {
        return page(response);
    }

    @GET
    @Path("/{view:" + VIEWS + "}")
    @Produces(HTML)
    @Operation(hidden = true)
    public RestResponse<String> view(HttpServerResponse response) {
        return page(response);
    }

    private RestResponse<String> page(HttpServerResponse response) {
        page.headers().forEach(response::putHeader);
        // Set explicitly, so that the quality parameter that ranks the page below the JSON is not in the header.
        return RestResponse.ResponseBuilder.ok(page.html(), HTML).build();
    }
}
