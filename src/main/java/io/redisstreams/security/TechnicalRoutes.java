package io.redisstreams.security;

import io.quarkus.security.UnauthorizedException;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Optional;

/** Asks for the role reader where Quarkus itself answers: metrics, and the description of the API. Probes are open. */
@ApplicationScoped
class TechnicalRoutes {
    /** After Quarkus has prepared the search for the caller, which is at 200. */
    private static final int PRIORITY = 90;

    private static final List<String> GUARDED = List.of("/q/metrics", "/q/openapi", "/q/swagger-ui");

    private final List<String> guarded;
    private final IdentityProviderManager identities;

    TechnicalRoutes(SecurityConfig config, IdentityProviderManager identities) {
        this.identities = identities;
        List<String> open = config.open().orElse(List.of());
        this.guarded = GUARDED.stream().filter(path -> !open.contains(path)).toList();
    }

    void install(@Observes Filters filters) {
        filters.register(this::check, PRIORITY);
    }

    private void check(RoutingContext call) {
        if (isGuarded(call.normalizedPath())) {
            QuarkusHttpUser.getSecurityIdentity(call, identities)
                    .subscribe()
                    .with(identity -> answer(call, identity), call::fail);
        } else {
            call.next();
        }
    }

    private boolean isGuarded(String path) {
        return guarded.stream().anyMatch(path::startsWith);
    }

    private static void answer(RoutingContext call, SecurityIdentity identity) {
        refusal(identity).ifPresentOrElse(call::fail, call::next);
    }

    private static Optional<RuntimeException> refusal(SecurityIdentity identity) {
        if (identity == null || identity.isAnonymous()) {
            return Optional.of(new UnauthorizedException());
        }
        return identity.hasRole(Roles.READER)
                ? Optional.empty()
                : Optional.of(new NameForbiddenException("This call needs the role " + Roles.READER));
    }
}
