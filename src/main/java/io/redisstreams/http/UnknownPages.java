package io.redisstreams.http;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.ext.Provider;
import java.util.Set;

/** Shows a browser the dashboard, which says that there is no such page, where a program gets a problem. */
@Provider
class UnknownPages implements ContainerResponseFilter {
    /** Below them are data and files. */
    private static final Set<String> NO_PAGES = Set.of("api", "q", "app", "_static", "webjars");

    private final DashboardPage page;

    UnknownPages(DashboardPage page) {
        this.page = page;
    }

    @Override
    public void filter(ContainerRequestContext call, ContainerResponseContext answer) {
        if (answer.getStatus() == 404 && HttpMethod.GET.equals(call.getMethod()) && wantsPage(call) && !isBelow(call)) {
            page.headers().forEach(answer.getHeaders()::putSingle);
            answer.setEntity(page.html(), null, MediaType.valueOf(DashboardResource.HTML));
        }
    }

    /** Browsers name HTML; who takes anything is a program. */
    private static boolean wantsPage(ContainerRequestContext call) {
        String accept = call.getHeaderString(HttpHeaders.ACCEPT);
        return accept != null && accept.contains(MediaType.TEXT_HTML);
    }

    private static boolean isBelow(ContainerRequestContext call) {
        String path = call.getUriInfo().getPath();
        return NO_PAGES.contains(path.replaceFirst("^/", "").split("/", 2)[0]);
    }
}
