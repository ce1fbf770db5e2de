package io.redisstreams.cli;

import com.fasterxml.jackson.annotation.JsonRawValue;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.redisstreams.cli.terminal.Table;
import io.redisstreams.cli.terminal.Terminal;
import io.redisstreams.event.Json;
import io.redisstreams.eventlog.EventLogEntry;
import io.redisstreams.eventlog.EventLogSearch;
import io.redisstreams.process.PayloadBudget;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.UUID;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "list", description = "Shows dead letters, the newest first.")
class ListDeadLetters extends DeadLetterCommand {
    private static final int ERROR = 70;

    @Option(
            names = {"-n", "--limit"},
            paramLabel = "N",
            converter = Arguments.Limit.class,
            description = "At most this many (${DEFAULT-VALUE}).")
    int limit = 50;

    @Option(names = "--json", description = "One JSON object a line.")
    boolean asJson;

    @Inject
    Json json;

    @Override
    public Integer call() {
        EventLogSearch.EventLogPage page = letters.find(which.filter(), null, limit, 0, PayloadBudget.UNBOUNDED);
        requireGroup(page.entries().size());
        if (asJson) {
            page.entries().forEach(letter -> Terminal.OUT.println(json.write(DeadLetter.of(letter))));
            return 0;
        }
        Table table = new Table("ID", "WHEN", "GROUP", "TYPE", "ATTEMPTS", "ERROR");
        page.entries().forEach(letter -> table.row(row(letter)));
        if (!page.entries().isEmpty()) {
            table.lines().forEach(Terminal::print);
        }
        long total = letters.count(which.filter());
        Terminal.OUT.println(letters(total) + (total > limit ? ", the newest " + limit + " shown" : ""));
        return 0;
    }

    private static Object[] row(EventLogEntry letter) {
        return new Object[] {
            letter.id.toString(),
            letter.died().toString(),
            letter.groupName,
            letter.eventType,
            (long) letter.attempts,
            cut(letter.error)
        };
    }

    private static String cut(String error) {
        String line = error == null ? "" : error.lines().findFirst().orElse("");
        return line.length() <= ERROR ? line : line.substring(0, ERROR - 1) + '…';
    }

    /** A dead letter as JSON. */
    @RegisterForReflection
    record DeadLetter(
            long id,
            UUID eventId,
            String stream,
            String group,
            String eventType,
            @JsonRawValue String payload,
            String payloadBase64,
            int attempts,
            String error,
            Instant publishedAt,
            Instant createdAt,
            Instant diedAt) {
        static DeadLetter of(EventLogEntry entry) {
            return new DeadLetter(
                    entry.id,
                    entry.eventId,
                    entry.stream,
                    entry.groupName,
                    entry.eventType,
                    entry.shownPayload,
                    entry.payloadBase64,
                    entry.attempts,
                    entry.error,
                    entry.publishedAt,
                    entry.createdAt,
                    entry.died());
        }
    }
}
