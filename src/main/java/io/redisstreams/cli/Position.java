package io.redisstreams.cli;

import io.redisstreams.redis.EntryId;
import java.time.DateTimeException;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A place in a stream, from which on entries are read.
 *
 * @param after the id of the entry before; {@code $} for the last one of now
 */
record Position(String after) {
    static final String END = "$";

    static class Converter implements ITypeConverter<Position> {
        @Override
        public Position convert(String text) {
            if (text.equals(END) || text.matches("\\d+(-\\d+)?")) {
                return new Position(text);
            }
            try {
                return new Position(EntryId.before(text));
            } catch (DateTimeException neither) {
                throw new TypeConversionException(
                        "'" + text + "' is none of: $, 0, an entry id, a time like 2026-01-31T08:00:00Z");
            }
        }
    }
}
