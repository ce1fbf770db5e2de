package io.redisstreams.security;

import java.util.Set;

/** Who may do what. An admin may do what an operator may, an operator what a reader may; the others stand alone. */
public final class Roles {
    /** Publishes events. {@code publisher:<pattern>} publishes to the streams that match only. */
    public static final String PUBLISHER = "publisher";

    /** Pulls events for consumer groups. {@code consumer:<pattern>} pulls for the groups that match only. */
    public static final String CONSUMER = "consumer";

    /** Reads events, the event log and how the service stands. */
    public static final String READER = "reader";

    /** Redrives, discards, replays, pauses, and changes groups. */
    public static final String OPERATOR = "operator";

    /** Erases private data. */
    public static final String ADMIN = "admin";

    static final Set<String> ALL = Set.of(PUBLISHER, CONSUMER, READER, OPERATOR, ADMIN);

    private Roles() {}

    /** Those that the role includes, itself among them. */
    static Set<String> impliedBy(String role) {
        return switch (role) {
            case ADMIN -> Set.of(ADMIN, OPERATOR, READER);
            case OPERATOR -> Set.of(OPERATOR, READER);
            default -> Set.of(role);
        };
    }
}
