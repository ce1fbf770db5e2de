package io.redisstreams.push;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** The header {@code Retry-After}: seconds, or a date of HTTP. */
final class RetryAfter {
    private static final Duration LEAST = Duration.ofSeconds(1);

    private RetryAfter() {}

    /** At least a second and at most {@code most}; empty when the header is missing or says nothing. */
    static Optional<Duration> of(String header, Instant now, Duration most) {
        if (header == null) {
            return Optional.empty();
        }
        return duration(header.strip(), now).map(after -> bounded(after, most));
    }

    private static Optional<Duration> duration(String text, Instant now) {
        if (text.matches("\\d{1,18}")) {
            return Optional.of(Duration.ofSeconds(Long.parseLong(text)));
        }
        try {
            Instant date = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            return Optional.of(Duration.between(now, date));
        } catch (DateTimeException noDate) {
            return Optional.empty();
        }
    }

    private static Duration bounded(Duration after, Duration most) {
        Duration least = most.compareTo(LEAST) < 0 ? most : LEAST;
        if (after.compareTo(least) < 0) {
            return least;
        }
        return after.compareTo(most) > 0 ? most : after;
    }
}
