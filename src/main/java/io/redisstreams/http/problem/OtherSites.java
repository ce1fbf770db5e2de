package io.redisstreams.http.problem;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.ext.Provider;
import java.net.URI;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Refuses calls that a page of another site makes a browser send (CSRF): a form can POST without a preflight, and some
 * calls have no body whose type would reveal it. JSON passes, because a browser sends a preflight first; so do calls
 * without a browser, and all calls when CORS is enabled, whose filter knows the origins.
 * A call with a cookie may be signed in by it, so it passes only when it comes from a page of this service.
 */
@Provider
class OtherSites implements ContainerRequestFilter {
    private static final Set<String> HARMLESS = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

    private final boolean cors;

    OtherSites(@ConfigProperty(name = "quarkus.http.cors.enabled", defaultValue = "false") boolean cors) {
        this.cors = cors;
    }

    @Override
    public void filter(ContainerRequestContext call) {
        if (!HARMLESS.contains(call.getMethod()) && mayBeForged(call) && isForeign(call)) {
            throw new OtherSiteException();
        }
    }

    private boolean mayBeForged(ContainerRequestContext call) {
        return !call.getCookies().isEmpty() || !cors && !isJson(call.getMediaType());
    }

    private static boolean isJson(MediaType type) {
        return type != null && type.isCompatible(MediaType.APPLICATION_JSON_TYPE) && !type.isWildcardType();
    }

    /**
     * Decides by the headers that browsers send over TLS (Fetch Metadata), otherwise by the origin, which must be the
     * called host.
     */
    private static boolean isForeign(ContainerRequestContext call) {
        String site = call.getHeaderString("Sec-Fetch-Site");
        if (site != null) {
            return !site.equals("same-origin") && !site.equals("none");
        }
        String origin = call.getHeaderString("Origin");
        return origin != null && !authority(origin).equals(call.getHeaderString(HttpHeaders.HOST));
    }

    private static String authority(String origin) {
        try {
            return String.valueOf(URI.create(origin).getAuthority());
        } catch (IllegalArgumentException notAnOrigin) {
            return "";
        }
    }
}
