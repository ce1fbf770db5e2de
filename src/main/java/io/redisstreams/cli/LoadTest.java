package io.redisstreams.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.redisstreams.cli.load.HttpTarget;
import io.redisstreams.cli.load.Kind;
import io.redisstreams.cli.load.LoadReport;
import io.redisstreams.cli.load.LoadSession;
import io.redisstreams.cli.load.Plan;
import io.redisstreams.cli.load.RedisTarget;
import io.redisstreams.cli.load.Target;
import io.redisstreams.cli.terminal.Terminal;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "load-test",
        description = "Publishes many events and measures how long that takes: load-test 1000 50 is one every 50 ms.",
        footer = {
            "%nWith a rate or a delay, latency counts from the moment at which it was the event's turn, so that a slow "
                    + "answer also counts for those that wait behind it."
        })
class LoadTest extends RedisCommand {
    private static final URI LOCAL = URI.create("http://localhost:8080");

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "COUNT",
            converter = Arguments.Count.class,
            description = "Events (${DEFAULT-VALUE}).")
    long count = 1000;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "DELAY_MS",
            converter = Arguments.Millis.class,
            description = "From one to the next; 0: none.")
    double delayMillis;

    @Option(
            names = "--rate",
            paramLabel = "PER_SECOND",
            converter = Arguments.PerSecond.class,
            description = "The rate, in events per second.")
    double rate;

    @Option(
            names = {"-c", "--concurrency"},
            paramLabel = "N",
            converter = Arguments.Concurrency.class,
            description = "At most this many unanswered at a time (${DEFAULT-VALUE}).")
    int concurrency = 32;

    @Option(
            names = "--url",
            paramLabel = "URL",
            converter = Arguments.ServiceUrl.class,
            description = "The service (http://localhost:8080).")
    URI url;

    @Option(names = "--direct", description = "Straight to Redis instead, without a service.")
    boolean direct;

    @Option(
            names = "--mix",
            split = ",",
            paramLabel = "KIND",
            description = "In turn, of user, chat, task, log; all of them by default. chat,chat,user is two to one.")
    List<Kind> mix = List.of(Kind.values());

    @Option(
            names = "--wait",
            description = "Wait until all is processed, measure from end to end, and check by event id that each was "
                    + "processed exactly once in each group.")
    boolean wait;

    @Option(names = "--json", description = "The result as one JSON object.")
    boolean asJson;

    @Spec
    CommandSpec spec;

    @Inject
    RedisTarget redis;

    /** Over HTTP it is a client like any other. */
    @Override
    public boolean inApplication() {
        return direct;
    }

    @Override
    public Set<Servers> servers() {
        return wait ? EnumSet.allOf(Servers.class) : EnumSet.of(Servers.REDIS);
    }

    @Override
    public void check() {
        if (rate > 0 && delayMillis > 0) {
            throw new ParameterException(spec.commandLine(), "DELAY_MS and --rate say the same: use one of them");
        }
        if (direct && url != null) {
            throw new ParameterException(spec.commandLine(), "--url names a service, and --direct uses none");
        }
    }

    @Override
    public Integer call() throws Exception {
        URI service = url == null ? LOCAL : url;
        Plan plan = plan();
        Target target = direct
                ? redis
                : new HttpTarget(service, UUID.randomUUID().toString().substring(0, 8));
        if (!direct) {
            Terminal.note("Using the service at " + service);
        }
        try {
            LoadReport report = new LoadSession(plan, target).run(wait, this::report);
            return report.good() ? ExitCode.OK : ExitCode.SOFTWARE;
        } catch (ConnectException nobodyThere) {
            throw new CommandFailure("No service at " + service + "; --url names another, --direct does without");
        } catch (IOException silent) {
            if (direct) {
                throw silent;
            }
            throw new CommandFailure("The service at " + service + " does not answer: " + Faults.brief(silent));
        }
    }

    private Plan plan() {
        return new Plan(count, delayMillis > 0 ? 1000 / delayMillis : rate, concurrency, mix);
    }

    private void report(LoadReport report) {
        if (asJson) {
            Terminal.OUT.println(json(report));
        } else {
            report.lines().forEach(Terminal.OUT::println);
        }
    }

    private static String json(LoadReport report) {
        try {
            return new ObjectMapper().writeValueAsString(report);
        } catch (JsonProcessingException unwritable) {
            throw new IllegalStateException(unwritable);
        }
    }
}
