package io.redisstreams.reliability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Development mode, in a copy of the sources: its class loaders and its servers are others than those of the package. */
class DevModeIT {
    /** Maven, the compiler, the servers and the service start one after another. */
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    @TempDir
    Path project;

    @Test
    void startsItsServersAndProcessesEvents() throws IOException {
        copy("pom.xml", ".mvn", "src/main");
        int port = Ports.free();
        ServiceProcess service = new ServiceProcess(command(port), port, project, project.resolve("dev.log"));
        try {
            service.awaitReady(PATIENCE);
            String created = service.answer("/api/users", "{\"username\": \"dev\", \"email\": \"dev@example.com\"}")
                    .body();
            String user = new ObjectMapper().readTree(created).at("/user/id").asText();
            assertThat(service.post("/api/events/chat", """
                    {"senderId": "a", "receiverId": "b", "content": "hello", "roomId": "dev"}""")).isEqualTo(201);
            await().atMost(Duration.ofSeconds(30))
                    .until(
                            () -> service.get("/api/users/" + user + "/events").body(),
                            body -> body.contains("processed"));
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> service.get("/api/chat/rooms/dev/messages").body(), body -> body.contains("hello"));
        } finally {
            service.terminate();
            service.awaitExit(Duration.ofMinutes(1));
        }
        assertThat(project.resolve("target/dev/servers.properties")).doesNotExist();
    }

    private static List<String> command(int port) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("maven.home"), "bin", "mvn").toString(), "-B", "-ntp", "quarkus:dev"));
        if (System.getProperty("maven.settings", "").equals("offline=true")) {
            command.add("-o");
        }
        command.addAll(List.of("-Ddebug=false", "-Dquarkus.console.enabled=false", "-Dquarkus.http.port=" + port));
        return command;
    }

    private void copy(String... names) throws IOException {
        for (String name : names) {
            try (Stream<Path> files = Files.walk(Path.of(name))) {
                for (Path file : files.toList()) {
                    Path copy = project.resolve(file.toString());
                    Files.createDirectories(copy.getParent());
                    Files.copy(file, copy);
                }
            }
        }
    }
}
