package io.redisstreams.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.redisstreams.reliability.RespClient;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;
import redis.embedded.RedisExecProvider;

/** What docker/compose.yaml gives the servers and the service; no Docker is needed to see it. */
class ComposeTest {
    private static JsonNode services;

    @BeforeAll
    static void read() throws IOException {
        // SnakeYAML by itself knows the merge key.
        Object compose = new Yaml().load(Files.readString(Path.of("docker", "compose.yaml")));
        services = new ObjectMapper().valueToTree(compose).get("services");
    }

    @Test
    void onlyTheApiAndTheObservabilityAreReachableAndOnlyFromThisMachine() {
        services.properties()
                .forEach(service -> texts(service.getValue().path("ports"))
                        .forEach(port -> assertThat(port).as(service.getKey()).startsWith("127.0.0.1:")));
        assertThat(List.of("postgres", "redis", "worker", "secrets"))
                .allMatch(name -> services.get(name).path("ports").isMissingNode());
    }

    @Test
    void imagesAreOfOneVersion() {
        services.properties().forEach(service -> {
            String image = service.getValue().path("image").asText("redis-streams-service");
            assertThat(image).as(service.getKey()).matches("redis-streams-service|[a-z/-]+:v?\\d+[\\w.-]*");
        });
    }

    /** A password stands in a file that the first start draws. */
    @Test
    void noPasswordIsWrittenDown() throws IOException {
        String compose = Files.readString(Path.of("docker", "compose.yaml"));
        assertThat(compose.lines().filter(line -> line.matches("\\s*[A-Z_]*(PASSWORD|TOKEN|SECRET)[A-Z_]*:.*")))
                .isNotEmpty()
                .allMatch(line -> line.matches(".*_FILE: /secrets/[a-z-]+$"));
        assertThat(compose).doesNotContain("requirepass", "POSTGRES_HOST_AUTH_METHOD");
    }

    @Test
    void theServiceMayDoLittle() {
        for (String name : List.of("api", "worker")) {
            JsonNode service = services.get(name);
            assertThat(service.get("read_only").asBoolean()).isTrue();
            assertThat(texts(service.get("cap_drop"))).containsExactly("ALL");
            assertThat(texts(service.get("security_opt"))).containsExactly("no-new-privileges:true");
            assertThat(service.get("environment").get("STREAMS_SECURITY").asText())
                    .isNotEqualTo("none");
        }
    }

    /** The very command line, on a Redis that is here. */
    @Test
    void redisKeepsWhatItTakesAndKnowsWhoComes(@TempDir Path directory) throws Exception {
        assertThat(new ProcessBuilder("sh", "docker/secrets.sh", directory.toString(), "docs/redis-acl.md")
                        .inheritIO()
                        .start()
                        .waitFor())
                .isZero();
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        List<String> command = new ArrayList<>(texts(services.get("redis").get("command")));
        command.replaceAll(
                word -> word.replace("${REDIS_MAXMEMORY:-512mb}", "512mb").replace("/secrets/", directory + "/"));
        command.set(0, RedisExecProvider.defaultProvider().get().getPath());
        command.addAll(List.of("--bind", "127.0.0.1", "--port", String.valueOf(port), "--dir", directory.toString()));
        Process redis = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("redis.log").toFile())
                .start();
        try {
            Awaitility.await()
                    .ignoreExceptions()
                    .until(() -> call(port, "AUTH", "probe", "x", "PING").equals("PONG"));
            String password = Files.readString(directory.resolve("redis-password"));
            assertThat(call(port, "AUTH", "streams", password, "XADD", "s", "*", "f", "v"))
                    .asString()
                    .matches("\\d+-0");
            assertThat(Set.of("EVAL return(1) 0", "FLUSHALL", "CONFIG GET *", "KEYS *"))
                    .allSatisfy(refused -> assertThat(failure(port, "AUTH", "probe", "x", refused))
                            .contains("NOPERM"));
            assertThat(failure(port, "AUTH", "streams", password, "FLUSHALL")).contains("NOPERM");
            assertThat(failure(port, "PING")).contains("NOAUTH");
            assertThat(call(port, "AUTH", "streams", password, "INFO").toString())
                    .contains("aof_enabled:1")
                    .contains("maxmemory_policy:noeviction")
                    .contains("maxmemory:536870912");
        } finally {
            redis.destroy();
            redis.waitFor();
        }
    }

    /** As hadolint would have it, where there is none. */
    @Test
    void imagesAreBuiltAsTheyShould() throws IOException {
        for (String name : List.of("Dockerfile.jvm", "Dockerfile.native")) {
            List<String> lines = Files.readAllLines(Path.of("docker", name)).stream()
                    .map(String::strip)
                    .toList();
            List<String> last = lines.subList(lastIndex(lines, "FROM "), lines.size());
            assertThat(last).as(name).contains("USER 1001").anyMatch(line -> line.startsWith("HEALTHCHECK "));
            assertThat(last).anyMatch(line -> line.startsWith("ENTRYPOINT ["));
            assertThat(lines).noneMatch(line -> line.startsWith("ADD ") || line.contains(":latest"));
            assertThat(lines)
                    .noneMatch(line -> line.contains("apt-get install") && !line.contains("--no-install-recommends"));
        }
    }

    private static int lastIndex(List<String> lines, String start) {
        return lines.stream()
                .filter(line -> line.startsWith(start))
                .mapToInt(lines::lastIndexOf)
                .max()
                .orElseThrow();
    }

    /** After AUTH, where it is in the command, the rest. */
    private static Object call(int port, String... command) {
        try (RespClient client = new RespClient(port)) {
            List<String> words = List.of(command);
            if (words.get(0).equals("AUTH")) {
                client.call("AUTH", words.get(1), words.get(2));
                words = words.subList(3, words.size());
            }
            return client.call(String.join(" ", words).split(" "));
        }
    }

    private static String failure(int port, String... command) {
        try {
            return String.valueOf(call(port, command));
        } catch (RuntimeException refused) {
            return refused.getMessage();
        }
    }

    private static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }
}
