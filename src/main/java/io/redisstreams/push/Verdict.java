package io.redisstreams.push;

import io.redisstreams.group.GroupSettings;
import io.redisstreams.group.PushSettings.OnClientError;
import io.redisstreams.handler.PostponedException;
import io.redisstreams.handler.RejectedException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What the status of an answer means. */
final class Verdict {
    private static final int MOST_SAID = 150;
    private static final int GONE = 410;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int UNAVAILABLE = 503;

    private Verdict() {}

    /** Why the event is not handled; null when it is. */
    static RuntimeException of(GroupSettings group, int status, String body, String retryAfter, Instant now) {
        if (status >= 200 && status < 300) {
            return null;
        }
        String said = group.push().shownUrl() + " answered " + status + firstLine(body);
        if (status == GONE) {
            return PostponedException.untilResumed(said + ", so the group is paused");
        }
        if (status == TOO_MANY_REQUESTS || status == UNAVAILABLE) {
            Optional<Duration> after = RetryAfter.of(retryAfter, now, group.backoffMax());
            if (after.isPresent()) {
                return new PostponedException(
                        said + " and asks for the event again after "
                                + after.get().toSeconds() + " s",
                        after.get());
            }
        }
        if (isClientError(status) && group.push().onClientError() == OnClientError.DEAD) {
            return new RejectedException(said);
        }
        return new PushFailedException(status >= 300 && status < 400 ? said + "; redirects are not followed" : said);
    }

    /** The endpoint's own message, as far as it fits into a line. */
    private static String firstLine(String body) {
        String line = body.lines().findFirst().orElse("").strip();
        if (line.isEmpty()) {
            return "";
        }
        return ": " + (line.length() > MOST_SAID ? line.substring(0, MOST_SAID) + '…' : line);
    }

    /** 408, 425 and 429 describe the current state of the endpoint, not the call. */
    private static boolean isClientError(int status) {
        return status >= 400 && status < 500 && status != 408 && status != 425 && status != TOO_MANY_REQUESTS;
    }
}
