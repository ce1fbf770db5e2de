package io.redisstreams.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.redisstreams.cli.terminal.Figures;
import io.redisstreams.cli.terminal.Progress;
import io.redisstreams.cli.terminal.Terminal;
import io.redisstreams.event.Event;
import io.redisstreams.event.Publication;
import io.redisstreams.event.Published;
import io.redisstreams.group.KnownStreams;
import io.redisstreams.publish.EventPublisher;
import jakarta.inject.Inject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "produce",
        description = "Publishes events to a stream, straight to Redis.",
        footer = {
            "%nA line of input is a payload, whose type is --type; or a whole event, as consumer --json prints it:",
            "{\"eventType\":\"order.paid\",\"payload\":{\"orderId\":7},\"id\":UUID,\"timestamp\":TIME}",
            "Without id and timestamp it gets new ones. The same id published twice has one effect per group."
        })
class Produce extends RedisCommand {
    /** Events of one page are published all or none. */
    private static final int PAGE = 500;

    private static final Path STANDARD_INPUT = Path.of("-");

    @Parameters(index = "0", paramLabel = "STREAM", converter = StreamName.class, description = "For example orders.")
    String stream;

    @Parameters(
            index = "1..*",
            paramLabel = "PAYLOAD",
            description = "JSON. Without any, the lines of --file are read.")
    List<String> payloads = List.of();

    @Option(
            names = {"-t", "--type"},
            paramLabel = "TYPE",
            converter = Arguments.Type.class,
            description = "Type of the events that name none, like order.paid.")
    String type;

    @Option(
            names = {"-f", "--file"},
            paramLabel = "FILE",
            converter = Arguments.InputFile.class,
            description = "A file of lines; - (as without the option) is the standard input.")
    Path file;

    @Spec
    CommandSpec spec;

    @Inject
    EventPublisher publisher;

    @Inject
    KnownStreams known;

    @Inject
    Clock clock;

    private final AtomicLong published = new AtomicLong();
    private String lastId;

    @Override
    public void check() {
        if (file != null && !payloads.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(), "Events come from arguments or from --file, not from both");
        }
        if (!payloads.isEmpty()) {
            checkPayloads();
        }
    }

    /** Arguments can be looked at before the first is published; lines of a file only when they are read. */
    private void checkPayloads() {
        try (BufferedReader lines = open()) {
            InputEvents input = input(lines, Clock.systemUTC());
            while (!input.next(PAGE).isEmpty()) {}
        } catch (CommandFailure | IOException wrong) {
            throw new ParameterException(spec.commandLine(), wrong.getMessage());
        }
    }

    @Override
    public Integer call() throws Exception {
        long start = System.nanoTime();
        try {
            return Progress.during(this::publish, () -> summary(start));
        } finally {
            Terminal.ERR.println(summary(start));
        }
    }

    private int publish() throws IOException {
        try (BufferedReader lines = open()) {
            InputEvents input = input(lines, clock);
            for (List<Event> page = input.next(PAGE); !page.isEmpty(); page = input.next(PAGE)) {
                publish(page);
            }
        }
        share();
        return 0;
    }

    /** The events are published: a failure here must not look as if they were not. */
    private void share() {
        try {
            known.share();
        } catch (RuntimeException failure) {
            Terminal.note(
                    "Redis did not store the name of the stream for the running instances: " + failure.getMessage());
        }
    }

    private InputEvents input(BufferedReader lines, Clock now) {
        return new InputEvents(lines, payloads.isEmpty() ? "Line" : "PAYLOAD", type, now);
    }

    /** A tab is a blank of JSON as a line break is, and likewise no part of a text. */
    private static String oneLine(String payload) {
        return payload.replace('\n', '\t').replace('\r', '\t');
    }

    private BufferedReader open() throws IOException {
        if (!payloads.isEmpty()) {
            return new BufferedReader(
                    new StringReader(payloads.stream().map(Produce::oneLine).collect(Collectors.joining("\n"))));
        }
        return file == null || file.equals(STANDARD_INPUT)
                ? new BufferedReader(new InputStreamReader(System.in, UTF_8))
                : Files.newBufferedReader(file);
    }

    private void publish(List<Event> page) {
        List<Published> entries = publisher
                .publishAll(page.stream()
                        .map(event -> new Publication(stream, event))
                        .toList())
                .await()
                .indefinitely();
        published.addAndGet(entries.size());
        lastId = entries.get(entries.size() - 1).messageId();
    }

    private String summary(long start) {
        double seconds = (System.nanoTime() - start) / 1e9;
        return String.format(
                "Published %s to %s in %.1f s (%s/s)%s",
                Figures.count(published.get()),
                stream,
                seconds,
                Figures.number(published.get() / seconds),
                lastId == null ? "" : ", the last as " + lastId);
    }
}
