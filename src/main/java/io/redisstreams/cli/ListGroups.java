package io.redisstreams.cli;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.redisstreams.cli.terminal.Figures;
import io.redisstreams.cli.terminal.Table;
import io.redisstreams.cli.terminal.Terminal;
import io.redisstreams.event.Json;
import io.redisstreams.group.GroupSettings;
import io.redisstreams.group.GroupStore;
import io.redisstreams.monitor.GroupSample;
import io.redisstreams.monitor.SampleReader;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "groups", description = "Shows the consumer groups: whether they are paused, and what waits for them.")
class ListGroups implements ApplicationCommand {
    @Option(names = "--json", description = "One JSON object a line.")
    boolean asJson;

    @Inject
    PresentGroups groups;

    @Inject
    GroupStore store;

    @Inject
    SampleReader reader;

    @Inject
    Json json;

    /**
     * A group at one moment.
     *
     * @param source where it was defined: configuration or api
     * @param exists whether Redis has it; when not, the numbers are 0 or null
     * @param lag entries not yet delivered; null when Redis cannot tell
     * @param lagMillis age of the oldest of them; null when that is not known
     */
    @RegisterForReflection
    record GroupLine(
            String group,
            String stream,
            String source,
            boolean paused,
            boolean exists,
            long consumers,
            long pending,
            Long lag,
            Long lagMillis) {
        String state() {
            return paused ? "paused" : exists ? "works" : "not in Redis";
        }

        String waiting() {
            return lagMillis == null || lagMillis == 0 ? null : Figures.time(Duration.ofMillis(lagMillis));
        }
    }

    @Override
    public Map<String, String> settings() {
        return Settings.passive();
    }

    @Override
    public Integer call() {
        List<GroupLine> lines = lines();
        if (asJson) {
            lines.forEach(line -> Terminal.OUT.println(json.write(line)));
            return 0;
        }
        Table table = new Table("GROUP", "STREAM", "STATE", "CONSUMERS", "PENDING", "LAG", "WAITING");
        lines.forEach(line -> table.row(
                line.group(),
                line.stream(),
                line.state(),
                line.consumers(),
                line.pending(),
                line.lag(),
                line.waiting()));
        table.lines().forEach(Terminal::print);
        return 0;
    }

    private List<GroupLine> lines() {
        List<GroupSettings> all = groups.all();
        Set<String> paused = store.paused();
        List<String> streams =
                all.stream().map(GroupSettings::stream).distinct().toList();
        Map<String, GroupSample> samples = reader.read(streams, false).streams().stream()
                .flatMap(stream -> stream.groups().stream())
                .collect(Collectors.toMap(sample -> key(sample.stream(), sample.name()), Function.identity()));
        return all.stream()
                .map(group -> line(group, paused, samples.get(key(group.stream(), group.name()))))
                .toList();
    }

    private GroupLine line(GroupSettings group, Set<String> paused, GroupSample sample) {
        return new GroupLine(
                group.name(),
                group.stream(),
                groups.isConfigured(group.name()) ? "configuration" : "api",
                paused.contains(group.name()),
                sample != null && sample.exists(),
                sample == null ? 0 : sample.consumerCount(),
                sample == null ? 0 : sample.pending(),
                sample == null ? null : sample.lag(),
                sample == null ? null : sample.lagMillis());
    }

    private static String key(String stream, String group) {
        return stream + "\n" + group;
    }
}
