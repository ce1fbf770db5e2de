package io.redisstreams.fault;

import static io.redisstreams.fault.RedisFault.Blame.CALL;
import static io.redisstreams.fault.RedisFault.Blame.SERVER;
import static io.redisstreams.fault.RedisFault.Blame.STREAM;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** Why Redis did not run a command, from the beginning of its reply or from the failure of the connection. */
public enum RedisFault {
    OUT_OF_MEMORY(
            SERVER,
            "Redis is out of memory (maxmemory) and refuses writes",
            "Raise maxmemory, or wait until old entries are trimmed",
            "OOM"),
    READ_ONLY(SERVER, "Redis is a read-only replica", "Point the service to the primary, or wait for it", "READONLY"),
    CANNOT_SAVE(
            SERVER,
            "Redis cannot save its data and refuses writes",
            "Free its disk; the log of Redis shows what failed",
            "MISCONF"),
    TOO_FEW_REPLICAS(
            SERVER,
            "Redis has too few replicas and refuses writes",
            "Bring the replicas back, or lower min-replicas-to-write",
            "NOREPLICAS"),
    LOADING(SERVER, "Redis still loads its data", "Wait until it is loaded", "LOADING"),
    BUSY(SERVER, "Redis is busy with a script", "Wait until the script ends, or end it", "BUSY "),
    PRIMARY_DOWN(SERVER, "The primary of this Redis is down", "Wait for the failover", "MASTERDOWN", "UNBLOCKED"),
    CLUSTER_DOWN(SERVER, "The Redis Cluster is down or moves slots", "Wait for it", "CLUSTERDOWN", "TRYAGAIN"),
    OTHER_NODE(
            SERVER,
            "The key is on another node of the Redis Cluster",
            "Set quarkus.redis.client-type to cluster",
            "MOVED",
            "ASK "),
    NOT_PERMITTED(
            SERVER,
            "The Redis user of the service may not run a command or use a key that it needs",
            "Extend the ACL of the user",
            "NOPERM"),
    NOT_LOGGED_IN(
            SERVER,
            "Redis refuses the login of the service",
            "Check the user and the password of Redis",
            "NOAUTH",
            "WRONGPASS",
            "ERR Client sent AUTH"),
    TOO_MANY_CLIENTS(
            SERVER,
            "Redis accepts no more connections (maxclients)",
            "Raise maxclients, or end other clients",
            "ERR max number of clients"),
    UNKNOWN_COMMAND(
            SERVER, "Redis does not know a command that the service needs", "Use Redis 7.0 or newer", "ERR unknown"),
    WRONG_TYPE(STREAM, "The key does not hold a stream", "Use another name", "WRONGTYPE"),
    EXHAUSTED(
            STREAM,
            "The stream accepts no more entries, because it has one with the highest id",
            "Delete the stream, or use another name",
            "ERR The stream has exhausted",
            "ERR The ID specified in XADD is equal or smaller"),
    CROSS_SLOT(
            CALL,
            "The streams of one batch are in different slots of the Redis Cluster",
            "Use one call for each stream, or a hash tag like {a} in their names",
            "CROSSSLOT"),
    BAD_RANGE(
            CALL,
            "No entry can be in the range",
            "Check the ids at its ends",
            "ERR Invalid stream ID",
            "ERR invalid start ID",
            "ERR invalid end ID"),
    TIMEOUT(SERVER, "Redis does not answer in time", "Try again later"),
    UNREACHABLE(SERVER, "Redis cannot be reached", "Try again later", "CONNECTION_CLOSED", "Connection is closed"),
    NO_CONNECTION(
            SERVER, "No connection to Redis was free in time", "Try again later", "Connection pool reached max wait"),
    OTHER(SERVER, "Redis refused a command", "The log of the service shows its reply");

    /** Who can fix it: the caller of the service, the owner of the stream, or the operator of the servers. */
    public enum Blame {
        CALL,
        STREAM,
        SERVER
    }

    private final Blame blame;
    private final String sentence;
    private final String advice;
    private final List<String> beginnings;

    RedisFault(Blame blame, String sentence, String advice, String... beginnings) {
        this.blame = blame;
        this.sentence = sentence;
        this.advice = advice;
        this.beginnings =
                Stream.of(beginnings).map(text -> text.toUpperCase(Locale.ROOT)).toList();
    }

    /** The fault that made a command fail; {@link #OTHER} for an unknown one. */
    public static RedisFault of(Throwable failure) {
        return Causes.of(failure)
                .map(RedisFault::known)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(OTHER);
    }

    private static RedisFault known(Throwable cause) {
        if (cause instanceof RedisFaultException ours) {
            return ours.fault();
        }
        String message = Objects.requireNonNullElse(cause.getMessage(), "").toUpperCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(fault -> fault.beginnings.stream().anyMatch(message::startsWith))
                .findFirst()
                .orElseGet(() -> ofConnection(cause));
    }

    private static RedisFault ofConnection(Throwable cause) {
        if (cause instanceof TimeoutException || cause instanceof io.smallrye.mutiny.TimeoutException) {
            return TIMEOUT;
        }
        return cause instanceof IOException ? UNREACHABLE : null;
    }

    public Blame blame() {
        return blame;
    }

    /** What happened, without a full stop. */
    public String sentence() {
        return sentence;
    }

    /** What to do, without a full stop. */
    public String advice() {
        return advice;
    }

    /** The name in metrics and in the health check. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** False when Redis did not answer: then it may have run the command or not. */
    public boolean answered() {
        return this != TIMEOUT && this != UNREACHABLE && this != NO_CONNECTION;
    }
}
