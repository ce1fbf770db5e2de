package io.redisstreams.cli;

import io.redisstreams.cli.terminal.Figures;
import io.redisstreams.cli.terminal.Progress;
import io.redisstreams.cli.terminal.Terminal;
import io.redisstreams.group.GroupSettings;
import io.redisstreams.replay.Replay;
import io.redisstreams.replay.Replay.Source;
import io.redisstreams.replay.Replay.State;
import io.redisstreams.replay.ReplayRange;
import io.redisstreams.replay.Replays;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "replay",
        description =
                "Lets a group handle events of the past again. The running service does it; the group's place in the"
                        + " stream stays.")
class StartReplay implements ApplicationCommand {
    private static final Duration LOOK = Duration.ofMillis(500);

    @Parameters(paramLabel = "STREAM", converter = Arguments.Name.class, description = "For example orders.")
    String stream;

    @Option(
            names = {"-g", "--group"},
            required = true,
            paramLabel = "NAME",
            converter = Arguments.Name.class,
            description = "A group of the stream.")
    String group;

    @Option(
            names = "--from",
            paramLabel = "POSITION",
            converter = Arguments.RangeEnd.class,
            description = "First entry id, or a time like 2026-01-31T08:00:00Z.")
    String from;

    @Option(
            names = "--to",
            paramLabel = "POSITION",
            converter = Arguments.RangeEnd.class,
            description = "Last entry id, or a time.")
    String to;

    @Option(names = "--all", description = "From the first event to the last one.")
    boolean all;

    @Option(
            names = "--source",
            paramLabel = "SOURCE",
            converter = Arguments.ReplaySource.class,
            description = "event-log (the default): what the group was ever given; stream: what Redis still has.")
    Source source = Source.EVENT_LOG;

    @Option(names = "--force", description = "Runs handlers again that do not say they are idempotent.")
    boolean force;

    @Option(names = "--wait", description = "Waits until it has ended, and shows how far it is.")
    boolean wait;

    @Spec
    CommandSpec spec;

    @Inject
    PresentGroups groups;

    @Inject
    Replays replays;

    @Override
    public Map<String, String> settings() {
        return Settings.passive();
    }

    /** Nothing said must not mean everything. */
    @Override
    public void check() {
        if (all == (from != null || to != null)) {
            throw new ParameterException(spec.commandLine(), "Say which events: --from, --to or both; or --all");
        }
    }

    @Override
    public Integer call() throws Exception {
        GroupSettings settings = groups.require(group);
        if (!settings.stream().equals(stream)) {
            throw new UsageException(
                    "The group '" + group + "' reads the stream '" + settings.stream() + "', not '" + stream + "'");
        }
        Replay replay = replays.start(settings, ReplayRange.of(from, to), source, force);
        if (!wait) {
            Terminal.print("Replay " + replay.id() + " has begun; the running service does it");
            return 0;
        }
        Replay ended = Progress.during(() -> await(replay), () -> progress(now(replay)));
        Terminal.print(progress(ended));
        return ended.state() == State.DONE && ended.failed() == 0 ? 0 : 1;
    }

    private Replay await(Replay replay) {
        Replay now = now(replay);
        while (now.state() == State.RUNNING) {
            LockSupport.parkNanos(LOOK.toNanos());
            now = now(replay);
        }
        return now;
    }

    private Replay now(Replay replay) {
        return replays.find(replay.id()).orElseThrow();
    }

    private static String progress(Replay replay) {
        return "Replay %s: %s handled, %s skipped, %s failed%s"
                .formatted(
                        replay.id(),
                        Figures.count(replay.handled()),
                        Figures.count(replay.skipped()),
                        Figures.count(replay.failed()),
                        replay.lastError() == null
                                ? ""
                                : "; last error: "
                                        + replay.lastError().lines().findFirst().orElse(""));
    }
}
