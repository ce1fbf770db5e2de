package io.redisstreams.stream;

import java.util.Locale;

/** Tells Redis's error replies apart by their first word, which is the only stable part of them. */
final class RedisErrors {
    private RedisErrors() {}

    /** The group or its stream is gone: FLUSHALL, DEL, XGROUP DESTROY, a failover to an empty replica. */
    static boolean noGroup(Throwable failure) {
        return says(failure, "NOGROUP") || says(failure, "UNBLOCKED THE STREAM KEY NO LONGER EXISTS");
    }

    static boolean groupExists(Throwable failure) {
        return says(failure, "BUSYGROUP");
    }

    static boolean wrongType(Throwable failure) {
        return says(failure, "WRONGTYPE");
    }

    /** XINFO of a key that is not there. */
    static boolean noKey(Throwable failure) {
        return says(failure, "ERR NO SUCH KEY");
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

    /** One line for a log or an answer. */
    static String brief(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String message = root.getMessage();
        return message == null || message.isBlank() ? root.getClass().getSimpleName() : message;
    }
}
