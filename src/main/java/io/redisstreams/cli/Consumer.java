package io.redisstreams.cli;

import io.redisstreams.cli.terminal.Terminal;
import io.redisstreams.event.Json;
import jakarta.inject.Inject;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "consumer",
        description = "Prints the entries of a stream as they come. It joins no group, so no group misses an entry.")
class Consumer extends RedisCommand {
    @Parameters(paramLabel = "STREAM", converter = Arguments.Name.class, description = "For example user:events.")
    String stream;

    @Option(
            names = "--from",
            paramLabel = "POSITION",
            converter = Position.Converter.class,
            description = {
                "After this entry id, or from this time on (2026-01-31T08:00:00Z); 0 is the beginning,",
                "$ (as without the option) the end: only what comes from now on."
            })
    Position from = new Position(Position.END);

    @Option(
            names = {"-n", "--count"},
            paramLabel = "N",
            converter = Arguments.Count.class,
            description = "Ends after this many entries.")
    long count = Long.MAX_VALUE;

    @Option(names = "--json", description = "One JSON object a line, as produce reads them.")
    boolean asJson;

    @Inject
    Entries entries;

    @Inject
    Json json;

    @Override
    public Integer call() {
        EntryPrinter printer = new EntryPrinter(asJson ? json : null, Terminal.OUT);
        String after = entries.resolve(stream, from);
        if (Terminal.interactive() && from.after().equals(Position.END)) {
            Terminal.note("Waiting for new entries of " + stream + ". From the beginning: --from 0. End: Ctrl-C.");
        }
        for (long printed = 0; printed < count && !Terminal.OUT.checkError(); ) {
            List<StreamEntry> page = entries.read(stream, after, count - printed);
            page.forEach(printer::print);
            printed += page.size();
            after = page.isEmpty() ? after : page.get(page.size() - 1).messageId();
        }
        return 0;
    }
}
