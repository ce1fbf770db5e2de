package io.redisstreams.http;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.AuthenticationRedirectException;
import io.quarkus.security.UnauthorizedException;
import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticator;
import io.redisstreams.security.Mode;
import io.redisstreams.security.SecurityConfig;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Where people sign in: with the provider in the mode {@code oidc}, else on a page of the dashboard. */
@Path("/sign-in")
@PermitAll
class SignInResource {
    private final Mode mode;
    private final DashboardPage page;
    private final CurrentIdentityAssociation identity;
    private final HttpAuthenticator authenticator;

    SignInResource(
            SecurityConfig config,
            DashboardPage page,
            CurrentIdentityAssociation identity,
            HttpAuthenticator authenticator) {
        this.mode = config.mode().orElse(Mode.NONE);
        this.page = page;
        this.identity = identity;
        this.authenticator = authenticator;
    }

    @GET
    @Produces(MediaType.TEXT_HTML + ";charset=UTF-8")
    @Operation(hidden = true)
    public Uni<Response> signIn(HttpServerResponse response, RoutingContext call) {
        if (mode != Mode.OIDC) {
            page.headers().forEach(response::putHeader);
            return Uni.createFrom().item(Response.ok(page.html()).build());
        }
        return identity.getDeferredIdentity()
                .map(SignInResource::requireSomebody)
                .map(somebody -> Response.seeOther(URI.create("/")).build())
                .onFailure(AuthenticationRedirectException.class)
                .recoverWithItem(SignInResource::redirect)
                .onFailure(SignInResource::asksToSignIn)
                .recoverWithUni(() -> authenticator.getChallenge(call).map(SignInResource::challenge));
    }

    private static SecurityIdentity requireSomebody(SecurityIdentity caller) {
        if (caller.isAnonymous()) {
            throw new UnauthorizedException();
        }
        return caller;
    }

    private static boolean asksToSignIn(Throwable fault) {
        return fault instanceof UnauthorizedException || fault instanceof AuthenticationFailedException;
    }

    private static Response redirect(Throwable fault) {
        var to = (AuthenticationRedirectException) fault;
        return Response.status(to.getCode())
                .header("Location", to.getRedirectUri())
                .header("Cache-Control", "no-store")
                .build();
    }

    private static Response challenge(ChallengeData challenge) {
        Response.ResponseBuilder answer = Response.status(challenge.status).header("Cache-Control", "no-store");
        challenge.getHeaders().forEach((name, value) -> answer.header(name.toString(), value));
        return answer.build();
    }
}
