package io.redisstreams.security;

import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.AuthenticationRequest;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;

/** Finds out who calls in the modes {@code tokens} and {@code none}; the mode {@code oidc} is Quarkus's own. */
@ApplicationScoped
class CallerMechanism implements HttpAuthenticationMechanism {
    private static final String BEARER = "bearer ";
    private static final SecurityIdentity ANYBODY = QuarkusSecurityIdentity.builder()
            .setPrincipal(() -> Caller.ANONYMOUS)
            .addRoles(Roles.ALL)
            .addAttribute(Grants.ATTRIBUTE, Grants.ALL)
            .build();

    private final Mode mode;

    CallerMechanism(SecurityConfig config) {
        this.mode = config.mode().orElse(Mode.NONE);
    }

    @Override
    public int getPriority() {
        return DEFAULT_PRIORITY + 1;
    }

    @Override
    public Set<Class<? extends AuthenticationRequest>> getCredentialTypes() {
        return Set.of(ApiTokenRequest.class);
    }

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext call, IdentityProviderManager identities) {
        if (mode == Mode.NONE) {
            return Uni.createFrom().item(ANYBODY);
        }
        String token = mode == Mode.TOKENS ? token(call) : null;
        return token == null ? Uni.createFrom().nullItem() : identities.authenticate(new ApiTokenRequest(token));
    }

    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext call) {
        return mode == Mode.OIDC
                ? Uni.createFrom().nullItem()
                : Uni.createFrom().item(new ChallengeData(401, "WWW-Authenticate", "Bearer"));
    }

    /** Null when the call brings none. */
    private static String token(RoutingContext call) {
        String header = call.request().getHeader(HttpHeaders.AUTHORIZATION);
        if (header != null) {
            return header.regionMatches(true, 0, BEARER, 0, BEARER.length())
                    ? header.substring(BEARER.length()).strip()
                    : "";
        }
        var cookie = call.request().getCookie(SessionCookie.NAME);
        return cookie == null ? null : cookie.getValue();
    }
}
