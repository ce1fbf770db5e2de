package io.redisstreams.security;

import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.SecurityIdentityAugmentor;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import java.util.stream.Collectors;

/** Makes roles of what tokens and OpenID providers say: those that a role includes, and those that are bound to names. */
@ApplicationScoped
class GrantedRoles implements SecurityIdentityAugmentor {
    @Override
    public Uni<SecurityIdentity> augment(SecurityIdentity identity, AuthenticationRequestContext context) {
        return Uni.createFrom().item(identity.isAnonymous() ? identity : granted(identity));
    }

    static SecurityIdentity granted(SecurityIdentity identity) {
        Grants grants = Grants.of(identity.getRoles());
        Set<String> roles = grants.all().stream()
                .flatMap(grant -> Roles.impliedBy(grant.role()).stream())
                .collect(Collectors.toSet());
        return QuarkusSecurityIdentity.builder(identity)
                .addRoles(roles)
                .addAttribute(Grants.ATTRIBUTE, grants)
                .build();
    }
}
