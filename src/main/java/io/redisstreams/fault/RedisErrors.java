package io.redisstreams.fault;

import io.vertx.redis.client.impl.types.ErrorType;
import java.net.ConnectException;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Distinguishes Redis's error replies by their first word, which is their only stable part. */
public final class RedisErrors {
    private static final Pattern COMMAND = Pattern.compile("NOPERM .*the '([a-z|]+)' command");

    private RedisErrors() {}

    /** The group or its stream is gone: FLUSHALL, DEL, XGROUP DESTROY, a failover to an empty replica. */
    public static boolean noGroup(Throwable failure) {
        return says(failure, "NOGROUP") || says(failure, "UNBLOCKED THE STREAM KEY NO LONGER EXISTS");
    }

    public static boolean groupExists(Throwable failure) {
        return says(failure, "BUSYGROUP");
    }

    public static boolean wrongType(Throwable failure) {
        return RedisFault.of(failure) == RedisFault.WRONG_TYPE;
    }

    /** The reply to XINFO for a key that does not exist. */
    public static boolean noKey(Throwable failure) {
        return says(failure, "ERR NO SUCH KEY");
    }

    /** Whether a command was sent without an answer: Redis may have run it or not. */
    public static boolean mayHaveBeenDone(Throwable failure) {
        RedisFault fault = RedisFault.of(failure);
        return fault == RedisFault.TIMEOUT
                || fault == RedisFault.UNREACHABLE && Causes.of(failure).noneMatch(ConnectException.class::isInstance);
    }

    private static boolean says(Throwable failure, String start) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String message = cause.getMessage();
            if (message != null && message.toUpperCase(Locale.ROOT).startsWith(start)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Translates the failure of a command for callers: into a {@link NotAStreamException}, a
     * {@link RedisRefusedException} or a {@link RedisAwayException}. Returns an exception of this service as it is.
     *
     * @param stream of the command
     */
    public static RuntimeException translated(Throwable failure, String stream) {
        RedisFault fault = RedisFault.of(failure);
        if (failure instanceof RuntimeException ours && isOurs(ours)) {
            return ours;
        }
        if (fault == RedisFault.WRONG_TYPE) {
            return new NotAStreamException(stream, failure);
        }
        return fault.blame() == RedisFault.Blame.STREAM
                ? new RedisRefusedException(fault, "'" + stream + "': " + fault.sentence(), failure)
                : translated(failure);
    }

    /** Like {@link #translated(Throwable, String)}, for a command about no stream, or about several. */
    public static RuntimeException translated(Throwable failure) {
        RedisFault fault = RedisFault.of(failure);
        if (failure instanceof RuntimeException ours && isOurs(ours)) {
            return ours;
        }
        return fault.answered()
                ? new RedisRefusedException(fault, fault.sentence() + refused(failure), failure)
                : new RedisAwayException(fault, failure);
    }

    /** The command that the Redis user may not run, as {@code NOPERM … the 'info' command} names it. */
    private static String refused(Throwable failure) {
        return Causes.of(failure)
                .map(cause -> COMMAND.matcher(Objects.requireNonNullElse(cause.getMessage(), "")))
                .filter(Matcher::find)
                .findFirst()
                .map(found -> ": " + found.group(1).toUpperCase(Locale.ROOT))
                .orElse("");
    }

    private static boolean isOurs(RuntimeException failure) {
        return failure instanceof RedisFaultException
                || failure instanceof NotAStreamException
                || failure instanceof StreamFullException
                || failure instanceof LimitReachedException
                || failure instanceof IdTakenException;
    }

    /** One line for a log: what happened in plain words where that is known, and the innermost message. */
    public static String brief(Throwable failure) {
        Throwable root = Causes.of(failure).reduce((outer, inner) -> inner).orElse(failure);
        String message = root.getMessage();
        String text = message == null || message.isBlank() ? root.getClass().getSimpleName() : message;
        return sentence(failure, root).map(known -> known + ": " + text).orElse(text);
    }

    private static Optional<String> sentence(Throwable failure, Throwable root) {
        if (root instanceof ErrorType reply) {
            RedisFault fault = RedisFault.of(reply);
            return fault == RedisFault.OTHER ? Optional.empty() : Optional.of(fault.sentence());
        }
        return ServerFault.of(failure)
                .map(fault ->
                        fault == ServerFault.REDIS_AWAY ? RedisFault.of(failure).sentence() : fault.sentence());
    }
}
