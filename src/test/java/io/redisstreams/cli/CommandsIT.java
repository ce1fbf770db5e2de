package io.redisstreams.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.redisstreams.TestServers;
import io.redisstreams.cli.Cli.Result;
import io.redisstreams.security.ApiToken;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/** The commands of the package, as a user runs them, beside one process that works for the groups. */
@ResourceLock(TestServers.LOCK)
class CommandsIT {
    private static final Path WORKER_LOG = Path.of("target", "consumer-group.log");
    private static final Pattern WORKER_URL = Pattern.compile("http://localhost:\\d+(?=/q/health)");

    private static Cli cli;
    private static Process worker;
    private static String workerUrl;

    @BeforeAll
    static void startWorker() throws IOException {
        cli = new Cli(new TestServers().start());
        worker = cli.start(WORKER_LOG, environment(), "consumer-group", "--concurrency", "1");
        await().atMost(Duration.ofSeconds(60)).until(() -> {
            Matcher told = WORKER_URL.matcher(Files.readString(WORKER_LOG));
            workerUrl = told.find() ? told.group() : null;
            return workerUrl != null;
        });
    }

    /** The example file as it stands, with the settings of Quarkus that it only shows, and a variable from its head. */
    private static Map<String, String> environment() throws IOException {
        String example = Files.readString(Path.of("application.properties.example"));
        Path file = Path.of("target", "example.properties");
        Files.writeString(
                file, example.replaceAll("(?m)^#(?=quarkus\\.(?!tls|otel|redis.tls))", "") + "\nconfig_ordinal=260\n");
        return Map.of(
                "SMALLRYE_CONFIG_LOCATIONS",
                file.toString(),
                "STREAMS_GROUPS__CHAT_PROCESSING_GROUP__CONCURRENCY",
                "3");
    }

    @Test
    void theWorkerKnowsEverySettingOfTheExample() throws IOException {
        assertThat(Path.of("target", "example.properties")).content().contains("\nquarkus.redis.hosts=");
        assertThat(WORKER_LOG)
                .content()
                .contains("traceId=")
                .doesNotContain("Unrecognized configuration", "Build time property");
    }

    @AfterAll
    static void stopWorker() throws InterruptedException {
        worker.destroy();
        worker.waitFor();
    }

    @Test
    void theWorkerServesItsProbesAndMetricsAndNothingElse() throws Exception {
        assertThat(status("/q/health")).isEqualTo(200);
        assertThat(status("/q/metrics")).isEqualTo(200);
        assertThat(status("/api/groups")).isEqualTo(404);
        assertThat(status("/")).isEqualTo(404);
    }

    private static int status(String path) throws Exception {
        var call = HttpRequest.newBuilder(URI.create(workerUrl + path)).build();
        return HttpClient.newHttpClient().send(call, BodyHandlers.discarding()).statusCode();
    }

    @Test
    void theServiceDoesNotStartBeforeSomebodyHasSaidWhoMayCall() throws Exception {
        Result refused = new Cli(Map.of("streams.security", "")).run("serve");
        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.err().strip().lines().filter(line -> !line.startsWith("Using Redis at ")))
                .hasSize(2)
                .anyMatch(line -> line.contains("Set STREAMS_SECURITY to oidc or tokens, or to none"));
    }

    @Test
    void aTokenIsShownOnceAndItsHashIsKept() throws Exception {
        Path file = Path.of("target", "tokens-" + UUID.randomUUID());
        Cli nowhere = new Cli(Map.of());
        Result made =
                nowhere.run("token", "create", "ada", "-r", "operator,publisher:orders:*", "--file", file.toString());
        assertThat(made.code()).as(made.err()).isZero();
        String secret = made.out().strip();
        assertThat(Files.readString(file))
                .isEqualTo("ada operator,publisher:orders:* " + ApiToken.hash(secret) + "\n")
                .doesNotContain(secret);
        assertThat(nowhere.run("token", "create", "ada", "-r", "root"))
                .returns(2, Result::code)
                .satisfies(wrong -> assertThat(wrong.err()).contains("'root' is no role"));
    }

    @Test
    void helpAndWrongUsageNeedNoServer() throws Exception {
        Cli nowhere = new Cli(Map.of());
        assertThat(nowhere.run("--help"))
                .returns(0, Result::code)
                .satisfies(help -> assertThat(help.out())
                        .contains(
                                "serve",
                                "consumer",
                                "consumer-group",
                                "produce",
                                "load-test",
                                "inspect",
                                "dead-letters"));
        assertThat(nowhere.run("consumer")).returns(2, Result::code).returns("", Result::out);
        assertThat(nowhere.run("consumer-group", "--port", "x")).returns(2, Result::code);
        assertThat(nowhere.run("generate-completion").out()).startsWith("#!/usr/bin/env bash");
    }

    @Test
    void aServerThatIsAwayIsOneLineAndCodeOne() throws Exception {
        Cli away = new Cli(Map.of("quarkus.redis.hosts", "redis://localhost:1"));
        Result result = away.run("inspect");
        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err().lines().toList())
                .hasSize(2)
                .startsWith("Using Redis at redis://localhost:1")
                .last()
                .asString()
                .startsWith("Redis at redis://localhost:1: ");
        assertThat(away.run("load-test", "1", "--url", "http://localhost:1"))
                .returns(1, Result::code)
                .satisfies(load -> assertThat(load.err())
                        .startsWith("Using the service at http://localhost:1")
                        .contains("No service at http://localhost:1"));
    }

    @Test
    void whatIsProducedIsPrintedAndCanBeProducedAgain() throws Exception {
        Result produced = cli.run("produce", "cli:one", "--type", "a.b", "{\"n\":1}", "{\"text\":\"Grüße\"}");
        assertThat(produced.err()).contains("Published 2 to cli:one");
        Result consumed = cli.run("consumer", "cli:one", "--from", "0", "--count", "2", "--json");
        assertThat(consumed.out().lines())
                .hasSize(2)
                .allMatch(line -> line.contains("\"eventType\":\"a.b\""))
                .anyMatch(line -> line.contains("{\"text\":\"Grüße\"}"));
        assertThat(cli.runWithInput(consumed.out(), "produce", "cli:two").code())
                .isZero();
        assertThat(cli.run("inspect", "cli:two").out()).contains("cli:two: 2 entries", "{\"n\":1}");
    }

    @Test
    void aLoadIsProcessedExactlyOnceByTheWorker() throws Exception {
        Result load = cli.run("load-test", "100", "2", "--direct", "--mix", "chat,task", "--wait", "--json");
        assertThat(load.code()).as(load.err()).isZero();
        JsonNode report = new ObjectMapper().readTree(load.out());
        assertThat(report.at("/published/published").asInt()).isEqualTo(100);
        assertThat(report.at("/processed/once").asInt()).isEqualTo(100);
        assertThat(report.at("/processed/endToEnd/max").asDouble()).isPositive();
        assertThat(cli.run("inspect").out()).contains("chat-processing-group", "task-processing-group");
    }

    @Test
    void aGroupThatIsNotConfiguredIsWrongUsage() throws Exception {
        assertThat(cli.run("consumer-group", "--group", "nobody"))
                .returns(2, Result::code)
                .satisfies(result -> assertThat(result.err())
                        .contains("There is no group 'nobody'; there are: chat-processing-group")
                        .doesNotContain("Exception"));
        assertThat(cli.run("inspect", "--group", "nobody"))
                .returns(2, Result::code)
                .returns("", Result::out)
                .satisfies(result -> assertThat(result.err()).contains("There is no group 'nobody'"));
        assertThat(cli.run("dead-letters", "list", "--group", "nobody")).returns(2, Result::code);
    }

    @Test
    void eachCommandNamesTheServersThatItUses() throws Exception {
        assertThat(cli.run("dead-letters", "list").err())
                .contains("Using PostgreSQL at jdbc:postgresql://")
                .doesNotContain("Redis");
        assertThat(Files.readString(WORKER_LOG))
                .contains("Using Redis at redis://", ", PostgreSQL at jdbc:postgresql://");
    }

    @Test
    void aDeadLetterIsListedRedrivenAndDiscarded() throws Exception {
        cli.run("produce", "chat:messages", "--type", "message.sent", "{\"senderId\":\"cli-dead\"}");
        await().atMost(Duration.ofSeconds(20)).until(() -> !letters().isEmpty());
        String id = new ObjectMapper().readTree(letters().get(0)).path("id").asText();
        assertThat(cli.run("dead-letters", "redrive").code()).isEqualTo(2);
        assertThat(cli.run("dead-letters", "redrive", id).out()).startsWith("1 dead letter redriven");
        await().atMost(Duration.ofSeconds(20)).until(() -> !letters().isEmpty());
        assertThat(cli.run("dead-letters", "discard", "--error", "no MessageSent", "--reason", "a test")
                        .out())
                .startsWith("1 dead letter discarded");
        assertThat(letters()).isEmpty();
    }

    @Test
    void aGroupIsPausedListedAndResumed() throws Exception {
        String group = "system-processing-group";
        assertThat(cli.run("pause", group).out()).startsWith(group + " is paused");
        try {
            assertThat(cli.run("pause", group).out()).startsWith(group + " was paused already");
            assertThat(cli.run("groups").out()).containsPattern(group + " +system:logs +paused ");
        } finally {
            assertThat(cli.run("resume", group).out()).startsWith(group + " works again");
        }
        assertThat(cli.run("groups", "--json").out().lines())
                .filteredOn(line -> line.contains(group))
                .singleElement()
                .asString()
                .contains("\"paused\":false");
        assertThat(cli.run("pause", "nobody"))
                .returns(2, Result::code)
                .satisfies(result -> assertThat(result.err()).contains("There is no group 'nobody'"));
    }

    @Test
    void anEventIsShownAndReplayed() throws Exception {
        String id = UUID.randomUUID().toString();
        String event = "{\"id\":\"" + id
                + "\",\"eventType\":\"system.info\",\"payload\":{\"level\":\"info\",\"message\":\"cli-story\"}}";
        cli.runWithInput(event, "produce", "system:logs");
        await().atMost(Duration.ofSeconds(60))
                .until(() -> cli.run("event", id).out().contains("processed"));
        JsonNode story =
                new ObjectMapper().readTree(cli.run("event", id, "--json").out());
        assertThat(story.at("/eventType").asText()).isEqualTo("system.info");
        assertThat(story.at("/groups/0/state").asText()).isEqualTo("processed");
        String entry = story.at("/groups/0/messageId").asText();
        String group = "system-processing-group";
        Result replay =
                cli.run("replay", "system:logs", "-g", group, "--from", entry, "--to", entry, "--force", "--wait");
        assertThat(replay.code()).as(replay.err() + replay.out()).isZero();
        assertThat(replay.out()).containsPattern("Replay \\S+: 1 handled, 0 skipped, 0 failed");
        assertThat(cli.run("replay", "orders", "--group", group, "--all")).returns(2, Result::code);
        assertThat(cli.run("event", UUID.randomUUID().toString())).returns(1, Result::code);
    }

    private static List<String> letters() throws Exception {
        return cli.run("dead-letters", "list", "--group", "chat-processing-group", "--json")
                .out()
                .lines()
                .toList();
    }
}
