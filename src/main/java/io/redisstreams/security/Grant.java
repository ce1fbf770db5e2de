package io.redisstreams.security;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A role as a token or an OpenID provider names it: a role alone, or {@code publisher:<pattern>} and
 * {@code consumer:<pattern>}, which hold for names that match only. A star in a pattern stands for any characters.
 *
 * @param role one of {@link Roles}
 * @param pattern null: any name
 */
record Grant(String role, Pattern pattern) {
    /** Empty for a text that is no role of this service. */
    static Optional<Grant> of(String text) {
        int colon = text.indexOf(':');
        String role = colon < 0 ? text : text.substring(0, colon);
        if (!Roles.ALL.contains(role)) {
            return Optional.empty();
        }
        if (colon < 0) {
            return Optional.of(new Grant(role, null));
        }
        boolean takesPattern = role.equals(Roles.PUBLISHER) || role.equals(Roles.CONSUMER);
        String glob = text.substring(colon + 1);
        return takesPattern && !glob.isEmpty() ? Optional.of(new Grant(role, pattern(glob))) : Optional.empty();
    }

    boolean isBound() {
        return pattern != null;
    }

    boolean matches(String name) {
        return pattern == null || pattern.matcher(name).matches();
    }

    private static Pattern pattern(String glob) {
        return Pattern.compile(
                ("\\Q" + glob.replace("\\E", "\\E\\\\E\\Q") + "\\E").replace("*", "\\E.*\\Q"), Pattern.DOTALL);
    }
}
