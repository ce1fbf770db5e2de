package io.redisstreams.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;

/** Wrong usage of each option of each command ends with code 2 and one clear line, before anything starts. */
class UsageTest {
    private static final String COUNT = "is not a whole number of at least 1";
    private static final String NUMBER = "is not a number from ";
    private static final String TIME = "is not a time like 2026-01-31T08:00:00Z";

    private static final String EVENT = "event 0198c5ff-0000-7000-8000-000000000001";

    record Row(String command, String argument, String value, String message) {
        String[] line() {
            String given = command + (argument.startsWith("-") ? " " + argument : "");
            return Stream.concat(Stream.of(given.split(" ")), Stream.of(value)).toArray(String[]::new);
        }

        @Override
        public String toString() {
            return String.join(" ", line());
        }
    }

    static Stream<Row> rows() {
        return Stream.of(
                        rows("consumer", "STREAM", "is blank", " "),
                        rows("consumer x", "--from", "is none of", "yesterday", "-1", ""),
                        rows("consumer x", "--count", COUNT, "-1", "0", "many", "1.5", "99999999999999999999"),
                        rows("consumer-group", "--group", "is blank", "", " "),
                        rows("consumer-group", "--concurrency", "from 1 to 1000", "0", "-1", "x", "1001"),
                        rows("consumer-group", "--port", "from 0 to 65535", "-1", "65536", "x"),
                        rows("produce", "STREAM", "is no name of a stream", "", "a b", "_redis-streams-service:x"),
                        rows("produce x", "--type", "is not an event type", "", "Not A Type", "a..b", "a".repeat(101)),
                        rows("produce x", "--file", "does not exist", "/nope"),
                        rows("produce x", "--file", "is a directory", "/"),
                        rows("produce x --type a", "PAYLOAD", "PAYLOAD 1: payload is not JSON", "{\"a\":1", "nope"),
                        rows("produce x --type a", "PAYLOAD", "PAYLOAD 1: payload must be a JSON object", "[1]", "7"),
                        rows("produce x", "PAYLOAD", "PAYLOAD 1: it names no eventType, and there is no --type", "{}"),
                        rows("load-test", "COUNT", COUNT, "0", "x"),
                        rows("load-test 1", "DELAY_MS", NUMBER, "-0.5", "x", "NaN", "Infinity"),
                        rows("load-test", "--rate", NUMBER, "0", "-1", "NaN", "Infinity", "x"),
                        rows("load-test", "--concurrency", "from 1 to 1000", "0", "x"),
                        rows("load-test", "--url", "is not an address like", "nowhere", "ftp://a", "http://", ":"),
                        rows("load-test", "--mix", "expected one of", "nothing", ""),
                        rows("inspect", "STREAM", "is blank", " "),
                        rows("inspect", "--group", "is blank", ""),
                        rows("inspect --watch", "--every", NUMBER, "0", "-1", "NaN", "x", "1e9"),
                        letterFilter("dead-letters list"),
                        rows("dead-letters list", "--limit", "from 1 to 10000", "0", "-1", "x", "10001"),
                        letterFilter("dead-letters redrive"),
                        rows("dead-letters redrive", "ID", COUNT, "0", "x"),
                        letterFilter("dead-letters discard --reason a"),
                        rows("dead-letters discard --all", "--reason", "1 to 1000 characters", "", "a".repeat(1001)),
                        rows("dead-letters discard --reason a", "ID", COUNT, "0", "x"),
                        rows("event", "ID", "is not an event id", "", "7", "0198c5ff"),
                        rows(EVENT, "--stream", "is blank", ""),
                        rows(EVENT, "--message-id", "is not an entry id", "", "x", "-1"),
                        rows("pause", "GROUP", "is blank", ""),
                        rows("resume", "GROUP", "is blank", ""),
                        rows("replay --all --group a", "STREAM", "is blank", ""),
                        rows("replay x --all", "--group", "is blank", " "),
                        rows("replay x --group a", "--from", "is neither an entry id nor a time", "", "yesterday"),
                        rows("replay x --group a", "--to", "is neither an entry id nor a time", "", "1-"),
                        rows("token create --role reader", "NAME", "1 to 100 letters", "", "a b", "a".repeat(101)),
                        rows("token create x", "--role", "is no role", "", "boss", "publisher:"),
                        rows("token create x --role reader", "--file", "is a directory", "", "/"),
                        rows("replay x --group a --all", "--source", "is neither event-log nor stream", "redis", ""))
                .flatMap(rows -> rows);
    }

    private static Stream<Row> letterFilter(String command) {
        return Stream.of(
                        rows(command, "--stream", "is blank", ""),
                        rows(command, "--group", "is blank", ""),
                        rows(command, "--type", "is blank", ""),
                        rows(command, "--error", "is blank", " "),
                        rows(command, "--from", TIME, "yesterday", "0", "1960-01-01T00:00:00Z"),
                        rows(command, "--to", TIME, "2026-01-31"))
                .flatMap(rows -> rows);
    }

    private static Stream<Row> rows(String command, String argument, String message, String... values) {
        return Stream.of(values).map(value -> new Row(command, argument, value, message));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void aWrongValueIsNamed(Row row) {
        Outcome outcome = launch(row.line());
        assertThat(outcome.code()).as(outcome.err()).isEqualTo(2);
        assertThat(outcome.err().lines().findFirst().orElse(""))
                .contains(row.message())
                .contains(row.argument());
        assertThat(outcome.err()).doesNotContain("Exception", "REDACTED").contains("See: streams ");
    }

    @ParameterizedTest
    @MethodSource
    void optionsThatContradictEachOtherAreRefused(String line, String message) {
        Outcome outcome = launch(line.split(" "));
        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err()).startsWith(message);
    }

    static Stream<org.junit.jupiter.params.provider.Arguments> optionsThatContradictEachOtherAreRefused() {
        return Stream.of(
                both("produce x --file pom.xml {}", "Events come from arguments or from --file"),
                both("load-test 10 5 --rate 7", "DELAY_MS and --rate"),
                both("load-test --direct --url http://a", "--url names a service"),
                both("dead-letters list --from 2026-01-02T00:00:00Z --to 2026-01-01T00:00:00Z", "--from must be"),
                both("dead-letters redrive", "Name ids"),
                both("dead-letters redrive 1 --all", "Name ids"),
                both("dead-letters discard --reason a --all --group b", "Name ids"),
                both("dead-letters discard --all", "Missing required option"),
                both("replay x --group a", "Say which events"),
                both("replay x --group a --all --from 1-0", "Say which events"),
                both("replay x --all", "Missing required option: '--group=NAME'"),
                both(EVENT + " --stream x", "--stream and --message-id belong together"),
                both("inspekt", "Unmatched argument at index 0: 'inspekt'"),
                both("consumer", "Missing required parameter: 'STREAM'"),
                both("consumer x --unknown", "Unknown option: '--unknown'"));
    }

    private static org.junit.jupiter.params.provider.Arguments both(String line, String message) {
        return org.junit.jupiter.params.provider.Arguments.of(line, message);
    }

    /** A new option needs its rows here. */
    @Test
    void eachOptionWithAValueHasARow() {
        Set<String> missing = new TreeSet<>();
        require(CommandLines.of(CommandLine.defaultFactory()).getCommandSpec(), missing);
        rows().forEach(row -> missing.remove(name(row)));
        assertThat(missing).isEmpty();
    }

    private static String name(Row row) {
        String command = row.command().matches("(dead-letters|token) .*")
                ? row.command().split(" ")[0] + " " + row.command().split(" ")[1]
                : row.command().split(" ")[0];
        return "streams " + command + " " + row.argument();
    }

    private static void require(CommandSpec command, Set<String> names) {
        Stream.concat(command.options().stream(), command.positionalParameters().stream())
                .map(ArgSpec.class::cast)
                .filter(argument -> argument.arity().max() > 0)
                .forEach(argument -> names.add(command.qualifiedName() + " "
                        + (argument.isOption()
                                ? ((CommandLine.Model.OptionSpec) argument).longestName()
                                : argument.paramLabel())));
        command.subcommands().values().forEach(sub -> require(sub.getCommandSpec(), names));
    }

    private record Outcome(int code, String err) {}

    private static Outcome launch(String... args) {
        StringWriter err = new StringWriter();
        CommandLine line = CommandLines.of(CommandLine.defaultFactory()).setErr(new PrintWriter(err, true));
        return new Outcome(Launcher.launch(line, args).orElse(0), err.toString());
    }
}
