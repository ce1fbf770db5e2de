package io.redisstreams.security;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.IdentityProvider;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashSet;

/** Knows who has which static token. */
@ApplicationScoped
class ApiTokenProvider implements IdentityProvider<ApiTokenRequest> {
    private final ApiTokens tokens;

    ApiTokenProvider(ApiTokens tokens) {
        this.tokens = tokens;
    }

    @Override
    public Class<ApiTokenRequest> getRequestType() {
        return ApiTokenRequest.class;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(ApiTokenRequest request, AuthenticationRequestContext context) {
        return tokens.find(request.token())
                .map(ApiTokenProvider::identity)
                .map(identity -> Uni.createFrom().item(identity))
                .orElseGet(() -> Uni.createFrom().failure(new AuthenticationFailedException()));
    }

    static SecurityIdentity identity(ApiToken token) {
        return QuarkusSecurityIdentity.builder()
                .setPrincipal(token::name)
                .addRoles(new HashSet<>(token.roles()))
                .build();
    }
}
