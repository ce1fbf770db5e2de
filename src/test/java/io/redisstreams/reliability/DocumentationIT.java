package io.redisstreams.reliability;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The calls and commands that README.md and docs/commands.md print, as they stand there, one after another. */
class DocumentationIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String GROUP = "streams.groups.\"shipping\".stream";

    @RegisterExtension
    static final Playground playground = new Playground();

    @TempDir
    static Path directory;

    private static ServiceProcess service;

    /** What is another in this run than in the text: ids, by those in the text. */
    private static final Map<String, String> here = new HashMap<>();

    @BeforeAll
    static void start() throws IOException {
        for (String program : List.of("bash", "curl")) {
            assumeThat(Path.of("/usr/bin", program))
                    .as(program + " is not installed")
                    .exists();
        }
        service = playground.start(Map.of(GROUP, "orders")).awaitReady();
        // The script takes what is built as long as no source is newer; here there are none.
        Files.createDirectories(directory.resolve("bin"));
        Files.copy(Path.of("bin", "streams"), directory.resolve("bin").resolve("streams"));
        assertThat(directory.resolve("bin/streams").toFile().setExecutable(true))
                .isTrue();
        Files.createDirectories(directory.resolve("target/commands"));
        Files.writeString(
                directory.resolve("target/commands/built"),
                Path.of("target", "quarkus-app").toAbsolutePath().toString());
    }

    @Test
    void everyCallAnswersAsItSays() throws Exception {
        List<String> lines = Files.readAllLines(Path.of("README.md"));
        int calls = 0;
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).startsWith("$ curl ")) {
                call(lines.get(i).substring(2), JSON.readTree(lines.get(i + 1)));
                calls++;
            }
        }
        assertThat(calls).isGreaterThan(5);
        commands();
    }

    /** Reads are repeated until they show what the text shows: the event is processed a moment later. */
    private static void call(String command, JsonNode documented) throws Exception {
        if (command.contains(" -d ") || command.contains(" -X ")) {
            compare(command, documented, JSON.readTree(run(command).out()));
        } else {
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> compare(
                            command, documented, JSON.readTree(run(command).out())));
        }
    }

    private static void compare(String command, JsonNode documented, JsonNode answer) {
        if (documented.isObject()) {
            assertThat(names(answer)).as(command + " answered " + answer).isEqualTo(names(documented));
            documented.properties().forEach(field -> compare(command, field.getValue(), answer.get(field.getKey())));
        } else if (documented.isArray()) {
            assertThat(answer.size()).as(command).isEqualTo(documented.size());
            for (int i = 0; i < documented.size(); i++) {
                compare(command, documented.get(i), answer.get(i));
            }
        } else if (documented.asText().matches("[0-9a-f-]{36}")) {
            here.put(documented.asText(), answer.asText());
        }
    }

    private static Set<String> names(JsonNode object) {
        Set<String> names = new TreeSet<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private void commands() throws Exception {
        makeDeadLetter();
        here.put("61819544-c4fa-4af5-8390-dbf80a3603dd", here.get("01a209a9-abe0-7a8c-a0eb-580359678abf"));
        List<String> commands = new ArrayList<>();
        for (String file : List.of("README.md", "docs/commands.md")) {
            Files.readAllLines(Path.of(file)).stream()
                    .map(line -> line.replaceFirst("^\\$ ", "").replaceFirst("\\s+#.*$", ""))
                    .filter(line -> line.matches("([A-Z_]+=\\S+ )?bin/streams .*"))
                    .forEach(commands::add);
        }
        assertThat(commands).hasSizeGreaterThan(15);
        for (String command : commands) {
            if (command.matches(".* consumer-group.*|.* serve .*|.*consumer user:events.*|.* --watch.*")) {
                runsUntilItIsStopped(command);
            } else {
                Result result = run(command);
                assertThat(result.code())
                        .as(command + "\n" + result.out() + result.err())
                        .isZero();
            }
        }
    }

    /** A message that its handler cannot read. */
    private static void makeDeadLetter() {
        assertThat(service.post("/api/events/custom", """
                {"streamName": "chat:messages", "eventType": "message.sent", "payload": {"none": "of a message"}}""")).isEqualTo(201);
        await().atMost(Duration.ofSeconds(60))
                .until(() -> playground.postgres.number("SELECT count(*) FROM event_log WHERE status = 'dead'") == 1);
        here.put(
                "3387",
                String.valueOf(playground.postgres.number("SELECT max(id) FROM event_log WHERE status = 'dead'")));
    }

    private static void runsUntilItIsStopped(String command) throws Exception {
        Path out = Files.createTempFile(directory, "out", ".txt");
        Process process = builder(command).redirectOutput(out.toFile()).start();
        try {
            await().atMost(Duration.ofSeconds(60)).until(() -> Files.size(out) > 0 || !process.isAlive());
            assertThat(process.isAlive())
                    .as(command + "\n" + Files.readString(out))
                    .isTrue();
        } finally {
            process.descendants().forEach(ProcessHandle::destroy);
            assertThat(process.waitFor(60, TimeUnit.SECONDS))
                    .as(command + " ends")
                    .isTrue();
        }
        assertThat(process.exitValue()).as(command).isIn(0, 130, 143);
    }

    private record Result(int code, String out, String err) {}

    private static Result run(String command) throws Exception {
        Path out = Files.createTempFile(directory, "out", ".txt");
        Path err = Files.createTempFile(directory, "err", ".txt");
        Process process = builder(command)
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        if (!process.waitFor(120, TimeUnit.SECONDS)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        return new Result(process.waitFor(), Files.readString(out, UTF_8), Files.readString(err, UTF_8));
    }

    private static ProcessBuilder builder(String command) {
        String mine = command.replace("localhost:8080", "127.0.0.1:" + service.port())
                .replace("PORT=8081", "PORT=" + Ports.free())
                // Twenty events show as much as a thousand.
                .replace("load-test 1000 50", "load-test 20 5 --url " + service.url(""));
        for (Map.Entry<String, String> id : here.entrySet()) {
            mine = mine.replace(id.getKey(), id.getValue());
        }
        // bash stays, so that what it started can be ended.
        ProcessBuilder builder = new ProcessBuilder("bash", "-c", mine + "\nexit $?").directory(directory.toFile());
        builder.environment()
                .putAll(Map.of(
                        "REDIS_HOST", "127.0.0.1",
                        "REDIS_PORT", String.valueOf(playground.redis.port()),
                        "DB_HOST", "127.0.0.1",
                        "DB_PORT", String.valueOf(playground.postgres.port()),
                        "DB_NAME", "postgres",
                        "DB_USER", "postgres",
                        "DB_PASSWORD", "postgres",
                        "STREAMS_SECURITY", "none",
                        "STREAMS_GROUPS__SHIPPING__STREAM", "orders"));
        return builder.redirectInput(
                ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
    }
}
