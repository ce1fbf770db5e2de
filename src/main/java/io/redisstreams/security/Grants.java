package io.redisstreams.security;

import io.quarkus.security.identity.SecurityIdentity;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** What a caller was granted: roles, some bound to names. */
record Grants(List<Grant> all, boolean everything) {
    static final String ATTRIBUTE = "grants";
    static final Grants NONE = new Grants(List.of(), false);
    static final Grants ALL = new Grants(List.of(), true);

    /** Texts that are no roles of this service grant nothing. */
    static Grants of(Collection<String> roles) {
        return new Grants(
                roles.stream().map(Grant::of).flatMap(Optional::stream).toList(), false);
    }

    static Grants of(SecurityIdentity identity) {
        Grants grants = identity.getAttribute(ATTRIBUTE);
        return grants == null ? NONE : grants;
    }

    /** Whether the role holds for this name. */
    boolean allow(String role, String name) {
        return everything || all.stream().anyMatch(grant -> grant.role().equals(role) && grant.matches(name));
    }

    /** Whether the role was granted for this name by a pattern. */
    boolean allowExplicitly(String role, String name) {
        return everything
                || all.stream()
                        .anyMatch(grant -> grant.isBound() && grant.role().equals(role) && grant.matches(name));
    }
}
