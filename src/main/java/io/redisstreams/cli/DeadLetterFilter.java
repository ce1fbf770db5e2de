package io.redisstreams.cli;

import io.redisstreams.eventlog.EventLogFilter;
import java.time.Instant;
import picocli.CommandLine.Option;

/** Which dead letters; those that match all that is given. */
class DeadLetterFilter {
    @Option(
            names = {"-s", "--stream"},
            paramLabel = "NAME",
            converter = Arguments.Name.class,
            description = "Of this stream.")
    String stream;

    @Option(
            names = {"-g", "--group"},
            paramLabel = "NAME",
            converter = Arguments.Name.class,
            description = "Of this group.")
    String group;

    @Option(
            names = {"-t", "--type"},
            paramLabel = "TYPE",
            converter = Arguments.Name.class,
            description = "Of this event type.")
    String type;

    @Option(
            names = {"-e", "--error"},
            paramLabel = "TEXT",
            converter = Arguments.Name.class,
            description = "With this in the error, in any case.")
    String error;

    @Option(
            names = "--from",
            paramLabel = "TIME",
            converter = Arguments.Time.class,
            description = "From this time on, like 2026-01-31T08:00:00Z.")
    Instant from;

    @Option(names = "--to", paramLabel = "TIME", converter = Arguments.Time.class, description = "Before this time.")
    Instant to;

    EventLogFilter filter() {
        return new EventLogFilter(type, null, null, stream, group, null, from, to, null, error);
    }

    boolean isEmpty() {
        return stream == null && group == null && type == null && error == null && from == null && to == null;
    }
}
