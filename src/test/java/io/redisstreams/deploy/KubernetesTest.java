package io.redisstreams.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;

/** The objects of docker/kubernetes, and what holds between them. */
class KubernetesTest {
    private static final Path DIRECTORY = Path.of("docker", "kubernetes");

    /** By kind and name. */
    private static final Map<String, JsonNode> OBJECTS = new HashMap<>();

    @BeforeAll
    static void read() throws IOException {
        try (Stream<Path> files = Files.walk(DIRECTORY)) {
            files.filter(file -> file.toString().endsWith(".yaml")).forEach(KubernetesTest::read);
        }
    }

    private static void read(Path file) {
        try {
            new Yaml().loadAll(Files.readString(file)).forEach(content -> {
                JsonNode object = new ObjectMapper().valueToTree(content);
                OBJECTS.put(
                        object.get("kind").asText() + "/"
                                + object.at("/metadata/name").asText(file.toString()),
                        object);
            });
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Test
    void whatIsListedIsThere() {
        OBJECTS.forEach((name, object) -> {
            if (name.startsWith("Kustomization/")) {
                Path directory =
                        Path.of(name.substring("Kustomization/".length())).getParent();
                object.get("resources")
                        .forEach(resource ->
                                assertThat(directory.resolve(resource.asText())).exists());
            }
        });
        assertThat(OBJECTS.keySet())
                .contains(
                        "Deployment/redis-streams-api",
                        "Deployment/redis-streams-worker",
                        "Service/redis-streams",
                        "NetworkPolicy/redis-streams",
                        "PodMonitor/redis-streams",
                        "ScaledObject/redis-streams-worker");
    }

    @ParameterizedTest
    @ValueSource(strings = {"api", "worker"})
    void podsMayDoLittleAndEndInTime(String component) {
        JsonNode pod = pod(component);
        assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
        assertThat(pod.get("automountServiceAccountToken").asBoolean()).isFalse();
        JsonNode container = pod.at("/containers/0");
        assertThat(container.at("/securityContext/readOnlyRootFilesystem").asBoolean())
                .isTrue();
        assertThat(container.at("/securityContext/allowPrivilegeEscalation").asBoolean(true))
                .isFalse();
        assertThat(container.at("/securityContext/capabilities/drop/0").asText())
                .isEqualTo("ALL");
        assertThat(container.at("/resources/limits/memory").asText()).isNotEmpty();
        assertThat(container.at("/livenessProbe/httpGet/path").asText()).isEqualTo("/q/health/live");
        assertThat(container.at("/readinessProbe/httpGet/path").asText()).isEqualTo("/q/health/ready");
        assertThat(container.at("/startupProbe/httpGet/path").asText()).isEqualTo("/q/health/started");
        Duration end = setting("QUARKUS_SHUTDOWN_DELAY").plus(setting("STREAMS_DRAIN_TIMEOUT"));
        assertThat(Duration.ofSeconds(pod.get("terminationGracePeriodSeconds").asLong()))
                .isGreaterThan(end);
        // A start may take as long as streams.start-timeout says, five minutes.
        assertThat(container.at("/startupProbe/periodSeconds").asInt()
                        * container.at("/startupProbe/failureThreshold").asInt())
                .isGreaterThanOrEqualTo(300);
    }

    @Test
    void selectorsFindTheirPods() {
        for (String component : List.of("api", "worker")) {
            JsonNode deployment = OBJECTS.get("Deployment/redis-streams-" + component);
            JsonNode labels = deployment.at("/spec/template/metadata/labels");
            assertThat(deployment.at("/spec/selector/matchLabels")).isEqualTo(labels);
            assertThat(OBJECTS.get("PodDisruptionBudget/redis-streams-" + component)
                            .at("/spec/selector/matchLabels"))
                    .isEqualTo(labels);
        }
        assertThat(OBJECTS.get("Service/redis-streams").at("/spec/selector"))
                .isEqualTo(OBJECTS.get("Deployment/redis-streams-api").at("/spec/template/metadata/labels"));
    }

    /** Names of the environment that the service does not know would change nothing. */
    @Test
    void settingsAreThoseOfTheService() throws IOException {
        String example = Files.readString(Path.of("application.properties.example"))
                .toUpperCase()
                .replaceAll("[^A-Z0-9\\n]", "_");
        OBJECTS.get("ConfigMap/redis-streams")
                .get("data")
                .fieldNames()
                .forEachRemaining(name -> assertThat(example).contains(name));
    }

    @Test
    void oneWaitingEventWakesAWorker() {
        JsonNode scaling = OBJECTS.get("ScaledObject/redis-streams-worker").get("spec");
        assertThat(scaling.get("minReplicaCount").asInt()).isZero();
        assertThat(scaling.at("/scaleTargetRef/name").asText()).isEqualTo("redis-streams-worker");
        JsonNode trigger = scaling.at("/triggers/0/metadata");
        assertThat(trigger.get("activationThreshold").asText()).isEqualTo("0");
        assertThat(trigger.get("query").asText()).contains("streams_backlog", "streams_group_paused");
    }

    private static JsonNode pod(String component) {
        return OBJECTS.get("Deployment/redis-streams-" + component).at("/spec/template/spec");
    }

    private static Duration setting(String name) {
        return Duration.parse("PT"
                + OBJECTS.get("ConfigMap/redis-streams").at("/data/" + name).asText());
    }
}
