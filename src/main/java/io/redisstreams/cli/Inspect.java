package io.redisstreams.cli;

import io.redisstreams.cli.inspect.InspectPage;
import io.redisstreams.cli.inspect.Report;
import io.redisstreams.cli.inspect.Server;
import io.redisstreams.cli.terminal.Terminal;
import io.redisstreams.event.Json;
import io.redisstreams.event.Printable;
import io.redisstreams.group.KnownStreams;
import io.redisstreams.monitor.SampleReader;
import io.redisstreams.monitor.StreamSample;
import io.redisstreams.monitor.StreamSample.Kind;
import io.redisstreams.redis.RedisServerInfo;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "inspect",
        description =
                "Shows the state of streams and their groups: of all streams, or of one with consumers and entries.")
class Inspect extends RedisCommand {
    @Parameters(
            arity = "0..1",
            paramLabel = "STREAM",
            converter = Arguments.Name.class,
            description = "For example user:events.")
    String stream;

    @Option(
            names = {"-g", "--group"},
            paramLabel = "NAME",
            converter = Arguments.Name.class,
            description = "Only this group.")
    String group;

    @Option(
            names = {"-w", "--watch"},
            description = "Repeatedly, like top.")
    boolean watch;

    @Option(
            names = "--every",
            paramLabel = "SECONDS",
            converter = Arguments.Seconds.class,
            description = "How often with --watch (${DEFAULT-VALUE}).")
    double every = 2;

    @Option(names = "--json", description = "As one JSON object.")
    boolean asJson;

    @Inject
    SampleReader reader;

    @Inject
    KnownStreams known;

    @Inject
    RedisServerInfo redis;

    @Inject
    Json json;

    @Override
    public Integer call() {
        if (!watch) {
            lines().forEach(Terminal.OUT::println);
            return 0;
        }
        while (!Terminal.OUT.checkError()) {
            Terminal.OUT.print(Screen.of(watched()));
            Terminal.OUT.flush();
            LockSupport.parkNanos((long) (every * Duration.ofSeconds(1).toNanos()));
        }
        return 0;
    }

    private List<String> lines() {
        Report report = report();
        if (asJson) {
            return List.of(json.write(report));
        }
        return stream == null ? InspectPage.overview(report, this::shown) : InspectPage.stream(report, this::shown);
    }

    private Report report() {
        List<String> names = stream == null ? known.all() : List.of(stream);
        List<StreamSample> streams = reader.read(names, stream != null).streams();
        if (stream != null && streams.get(0).kind() == Kind.MISSING) {
            throw new CommandFailure("There is no stream '" + stream + "'");
        }
        if (stream != null && streams.get(0).kind() == Kind.SOMETHING_ELSE) {
            throw new CommandFailure("The key '" + stream + "' does not hold a stream");
        }
        if (group != null) {
            streams = streams.stream().filter(this::hasGroup).toList();
            if (streams.isEmpty()) {
                throw new UsageException("There is no group '" + group + "'"
                        + (stream == null ? "" : " of the stream '" + stream + "'; without --group, all are shown"));
            }
        }
        return new Report(Server.of(redis.info()), streams);
    }

    private boolean hasGroup(StreamSample sample) {
        return sample.groups().stream().anyMatch(found -> shown(found.name()));
    }

    /** With --watch, a server that comes back is shown again. */
    private List<String> watched() {
        try {
            return lines();
        } catch (RuntimeException failure) {
            return List.of(Printable.line(Faults.line(failure).orElseThrow(() -> failure)));
        }
    }

    private boolean shown(String name) {
        return group == null || group.equals(name);
    }
}
