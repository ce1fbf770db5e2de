package io.redisstreams.cli;

import io.redisstreams.cli.terminal.Table;
import io.redisstreams.cli.terminal.Terminal;
import io.redisstreams.event.Json;
import io.redisstreams.process.PayloadBudget;
import io.redisstreams.story.EventStory;
import io.redisstreams.story.StoryLookup;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.UUID;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "event",
        description = "Shows all that is known of one event: where it was published, and what each group did with it.")
class ShowEvent implements ApplicationCommand {
    @Parameters(paramLabel = "ID", converter = Arguments.EventId.class, description = "The event's id, a UUID.")
    UUID id;

    @Option(
            names = {"-s", "--stream"},
            paramLabel = "NAME",
            converter = Arguments.Name.class,
            description = "Finds an event that no group has logged yet, with --message-id.")
    String stream;

    @Option(
            names = {"-m", "--message-id"},
            paramLabel = "ENTRY",
            converter = Arguments.EntryName.class,
            description = "The id of its entry in that stream, like 1769860800130-0.")
    String messageId;

    @Option(names = "--json", description = "As one JSON object.")
    boolean asJson;

    @Spec
    CommandSpec spec;

    @Inject
    StoryLookup stories;

    @Inject
    Json json;

    @Override
    public Map<String, String> settings() {
        return Settings.passive();
    }

    @Override
    public void check() {
        if ((stream == null) != (messageId == null)) {
            throw new ParameterException(spec.commandLine(), "--stream and --message-id belong together");
        }
    }

    @Override
    public Integer call() {
        EventStory story = stories.find(id, stream, messageId, PayloadBudget.UNBOUNDED)
                .orElseThrow(
                        () -> new CommandFailure("No group has logged an event " + id + ", and the outbox has none;"
                                + " one that was published just now is found with --stream and --message-id"));
        if (asJson) {
            Terminal.OUT.println(json.write(story));
        } else {
            print(story);
        }
        return 0;
    }

    private static void print(EventStory story) {
        Terminal.print(story.eventType() + "  " + story.eventId() + "  of " + story.timestamp());
        Terminal.print(story.payload());
        Table groups = new Table("GROUP", "STREAM", "STATE", "ATTEMPTS", "CONSUMER", "ERROR");
        story.groups()
                .forEach(group -> groups.row(
                        group.group(),
                        group.stream(),
                        group.state(),
                        group.attempts() == null ? null : group.attempts().longValue(),
                        group.consumer(),
                        group.error() == null
                                ? null
                                : group.error().lines().findFirst().orElse("")));
        section(groups, story.groups().isEmpty());
        Table steps = new Table("WHEN", "WHAT", "STREAM", "GROUP", "DETAIL");
        story.timeline()
                .forEach(step -> steps.row(
                        step.at() == null ? null : step.at().toString(),
                        step.what(),
                        step.stream(),
                        step.group(),
                        step.detail() == null
                                ? null
                                : step.detail().lines().findFirst().orElse("")));
        section(steps, story.timeline().isEmpty());
    }

    private static void section(Table table, boolean empty) {
        if (!empty) {
            Terminal.OUT.println();
            table.lines().forEach(Terminal::print);
        }
    }
}
