package io.redisstreams.security;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.Cookie;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.PermitAll;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.NewCookie;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jboss.resteasy.reactive.RestResponse;

/** Who is signed in at the dashboard. */
@Path("/api/session")
@PermitAll
@Produces(MediaType.APPLICATION_JSON)
class SessionResource {
    /** Of Quarkus; a long session has several. */
    private static final String OIDC_COOKIE = "q_session";

    private final Mode mode;
    private final ApiTokens tokens;
    private final CurrentIdentityAssociation identity;

    SessionResource(SecurityConfig config, ApiTokens tokens, CurrentIdentityAssociation identity) {
        this.mode = config.mode().orElse(Mode.NONE);
        this.tokens = tokens;
        this.identity = identity;
    }

    /**
     * @param mode oidc, tokens or none
     * @param name null for who has not said it
     */
    record Session(String mode, String name, List<String> roles) {}

    record SignIn(@NotBlank @Size(max = 200) String token) {}

    @GET
    public Uni<Session> who() {
        return identity.getDeferredIdentity()
                .map(this::session)
                .onFailure(AuthenticationFailedException.class)
                .recoverWithItem(() -> new Session(word(), null, List.of()));
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @APIResponseSchema(value = Session.class, responseCode = "200")
    public RestResponse<Session> signIn(@NotNull @Valid SignIn request, @Context RoutingContext call) {
        ApiToken token = mode == Mode.TOKENS
                ? tokens.find(request.token().strip()).orElseThrow(AuthenticationFailedException::new)
                : refuse();
        SecurityIdentity signedIn = GrantedRoles.granted(ApiTokenProvider.identity(token));
        return RestResponse.ResponseBuilder.ok(session(signedIn))
                .cookie(cookie(SessionCookie.NAME, request.token().strip(), SessionCookie.SECONDS, call))
                .build();
    }

    @DELETE
    @APIResponseSchema(value = Session.class, responseCode = "200")
    public RestResponse<Session> signOut(@Context RoutingContext call) {
        NewCookie[] forgotten = call.request().cookies().stream()
                .map(Cookie::getName)
                .filter(name -> name.equals(SessionCookie.NAME) || name.startsWith(OIDC_COOKIE))
                .map(name -> cookie(name, "", 0, call))
                .toArray(NewCookie[]::new);
        return RestResponse.ResponseBuilder.ok(new Session(word(), null, List.of()))
                .cookie(forgotten)
                .build();
    }

    private static ApiToken refuse() {
        throw new AuthenticationFailedException();
    }

    private Session session(SecurityIdentity caller) {
        return new Session(
                word(),
                caller.isAnonymous() ? null : caller.getPrincipal().getName(),
                caller.getRoles().stream()
                        .filter(Roles.ALL::contains)
                        .sorted(Comparator.naturalOrder())
                        .toList());
    }

    private String word() {
        return mode.name().toLowerCase(Locale.ROOT);
    }

    /** To the browser: a proxy may end TLS before this service. */
    private static boolean isEncrypted(RoutingContext call) {
        return call.request().isSSL() || "https".equals(call.request().getHeader("X-Forwarded-Proto"));
    }

    private static NewCookie cookie(String name, String value, int seconds, RoutingContext call) {
        return new NewCookie.Builder(name)
                .value(value)
                .path("/")
                .maxAge(seconds)
                .httpOnly(true)
                .secure(isEncrypted(call))
                .sameSite(NewCookie.SameSite.STRICT)
                .build();
    }
}
