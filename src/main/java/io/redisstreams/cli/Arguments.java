package io.redisstreams.cli;

import io.redisstreams.event.EventTypes;
import io.redisstreams.redis.EntryId;
import io.redisstreams.redis.EntryRange;
import io.redisstreams.replay.Replay.Source;
import io.redisstreams.replay.ReplayRange;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.UUID;
import java.util.stream.Stream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the arguments of commands. Each message says what the argument must be. */
final class Arguments {
    private Arguments() {}

    /** How many: at least 1. */
    static final class Count implements ITypeConverter<Long> {
        @Override
        public Long convert(String text) {
            return whole(text, 1, Long.MAX_VALUE);
        }
    }

    /** How many at the same time, each with a connection or a thread of its own. */
    static final class Concurrency implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String text) {
            return (int) whole(text, 1, 1000);
        }
    }

    /** How many rows one list shows. */
    static final class Limit implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String text) {
            return (int) whole(text, 1, 10_000);
        }
    }

    /** 0 takes any free port. */
    static final class Port implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String text) {
            return (int) whole(text, 0, 65_535);
        }
    }

    static final class RowId implements ITypeConverter<Long> {
        @Override
        public Long convert(String text) {
            return whole(text, 1, Long.MAX_VALUE);
        }
    }

    static final class EventId implements ITypeConverter<UUID> {
        @Override
        public UUID convert(String text) {
            if (!text.matches("(?i)[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")) {
                throw wrong(text, "is not an event id, which is a UUID");
            }
            return UUID.fromString(text);
        }
    }

    /** From a tenth of a second to a day. */
    static final class Seconds implements ITypeConverter<Double> {
        @Override
        public Double convert(String text) {
            return number(text, 0.1, 86_400);
        }
    }

    static final class Millis implements ITypeConverter<Double> {
        @Override
        public Double convert(String text) {
            return number(text, 0, 86_400_000);
        }
    }

    static final class PerSecond implements ITypeConverter<Double> {
        @Override
        public Double convert(String text) {
            return number(text, 0.001, 1_000_000);
        }
    }

    static final class Time implements ITypeConverter<Instant> {
        @Override
        public Instant convert(String text) {
            try {
                EntryId.millisAt(text);
                return Instant.parse(text);
            } catch (DateTimeException notATime) {
                throw wrong(text, "is not a time like 2026-01-31T08:00:00Z");
            }
        }
    }

    static final class Type implements ITypeConverter<String> {
        @Override
        public String convert(String text) {
            if (!text.matches(EventTypes.TYPE_PATTERN) || text.length() > EventTypes.TYPE_LENGTH) {
                throw wrong(text, "is not an event type: write it like order.paid");
            }
            return text;
        }
    }

    /** A name of a stream, group or the like that another service may have chosen. */
    static final class Name implements ITypeConverter<String> {
        @Override
        public String convert(String text) {
            if (text.isBlank()) {
                throw wrong(text, "is blank");
            }
            return text;
        }
    }

    /** A text that is kept with an event. */
    static final class Reason implements ITypeConverter<String> {
        private static final int LENGTH = 1000;

        @Override
        public String convert(String text) {
            if (text.isBlank() || text.length() > LENGTH) {
                throw new TypeConversionException("must be a text of 1 to " + LENGTH + " characters");
            }
            return text;
        }
    }

    static final class EntryName implements ITypeConverter<String> {
        @Override
        public String convert(String text) {
            if (!EntryRange.isId(text)) {
                throw wrong(text, "is not an entry id like 1769860800130-0");
            }
            return text;
        }
    }

    /** The first or the last event of a replay. */
    static final class RangeEnd implements ITypeConverter<String> {
        @Override
        public String convert(String text) {
            try {
                if (!text.isBlank()) {
                    ReplayRange.of(text, null);
                    return text;
                }
            } catch (IllegalArgumentException neither) {
                // As wrong as a blank.
            }
            throw wrong(text, "is neither an entry id nor a time like 2026-01-31T08:00:00Z");
        }
    }

    static final class ReplaySource implements ITypeConverter<Source> {
        @Override
        public Source convert(String text) {
            return Stream.of(Source.values())
                    .filter(source -> source.word().equals(text))
                    .findFirst()
                    .orElseThrow(() -> wrong(text, "is neither event-log nor stream"));
        }
    }

    /** A file that can be read, or {@code -}. */
    static final class InputFile implements ITypeConverter<Path> {
        @Override
        public Path convert(String text) {
            Path file = Path.of(text);
            if (text.equals("-") || Files.isReadable(file) && !Files.isDirectory(file)) {
                return file;
            }
            throw wrong(
                    text,
                    Files.notExists(file)
                            ? "does not exist"
                            : Files.isDirectory(file) ? "is a directory" : "cannot be read by this user");
        }
    }

    static final class ServiceUrl implements ITypeConverter<URI> {
        @Override
        public URI convert(String text) {
            try {
                URI url = URI.create(text);
                if (url.getHost() != null && url.getScheme().matches("https?")) {
                    return url;
                }
            } catch (IllegalArgumentException notAUrl) {
                // As wrong as a URL of something else.
            }
            throw wrong(text, "is not an address like http://localhost:8080");
        }
    }

    private static long whole(String text, long least, long most) {
        try {
            long number = Long.parseLong(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            // As wrong as a number out of its bounds.
        }
        throw wrong(text, "is not a whole number " + bounds(least, most));
    }

    private static String bounds(long least, long most) {
        return most == Long.MAX_VALUE ? "of at least " + least : "from " + least + " to " + most;
    }

    private static double number(String text, double least, double most) {
        try {
            double number = Double.parseDouble(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            // As wrong as a number out of its bounds.
        }
        throw wrong(text, "is not a number from " + plain(least) + " to " + plain(most));
    }

    private static String plain(double number) {
        return number == Math.rint(number) ? String.valueOf((long) number) : String.valueOf(number);
    }

    private static TypeConversionException wrong(String text, String why) {
        return new TypeConversionException("'" + text + "' " + why);
    }
}
