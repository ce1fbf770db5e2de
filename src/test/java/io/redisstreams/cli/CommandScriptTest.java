package io.redisstreams.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code bin/streams} in a tree whose Maven and Java only write down how they were called. */
@Timeout(60)
class CommandScriptTest {
    private static final String MAVEN = """
            #!/bin/sh
            echo "$*" >>"$(dirname "$0")/maven-calls"
            [ ! -e "$(dirname "$0")/broken" ] || { echo "it does not compile"; exit 1; }
            mkdir -p target/commands/build/quarkus-app
            cat - >target/commands/build/quarkus-app/quarkus-run.jar
            """;
    private static final String JAVA = """
            #!/bin/sh
            echo "java $*"
            cat -
            """;

    @TempDir
    Path root;

    private record Ended(int code, String out, String err) {}

    @BeforeEach
    void makeTree() throws IOException {
        Files.createDirectories(root.resolve("bin"));
        Files.createDirectories(root.resolve("src/main/java"));
        Files.copy(Path.of("bin/streams"), root.resolve("bin/streams"), StandardCopyOption.COPY_ATTRIBUTES);
        program("mvnw", MAVEN);
        program("path/java", JAVA);
        for (String source : List.of("pom.xml", "src/main/java/A.java", "src/main/java/B.java")) {
            Files.writeString(root.resolve(source), source);
            changed(source, Instant.now().minusSeconds(60));
        }
        changed("src/main/java", Instant.now().minusSeconds(60));
        changed("src/main", Instant.now().minusSeconds(60));
    }

    @Test
    void buildsOnceApartFromDevModeAndSaysSo() throws Exception {
        Ended first = run("inspect", "--json");
        assertThat(first.code()).as(first.err()).isZero();
        assertThat(first.err()).contains("builds the package into target/commands");
        assertThat(first.out())
                .contains("-Dcommands.dev-servers=" + root.toRealPath() + "/target/dev/servers.properties")
                .contains("/quarkus-run.jar inspect --json");
        assertThat(calls())
                .singleElement()
                .asString()
                .contains("-Dbuild.directory=" + root.toRealPath() + "/target/commands/build");
        Ended second = run("inspect");
        assertThat(second.err()).isEmpty();
        assertThat(calls()).hasSize(1);
    }

    @Test
    void buildsAgainWhenASourceIsNewer() throws Exception {
        run("inspect");
        changed("src/main/java/A.java", Instant.now().plusSeconds(5));
        run("inspect");
        assertThat(calls()).hasSize(2);
    }

    @Test
    void buildsAgainWhenASourceWasDeleted() throws Exception {
        run("inspect");
        Files.delete(root.resolve("src/main/java/B.java"));
        changed("src/main/java", Instant.now().plusSeconds(5));
        run("inspect");
        assertThat(calls()).hasSize(2);
    }

    @Test
    void aCommandThatRunsKeepsItsPackage() throws Exception {
        String before = jar(run("consumer", "x"));
        changed("pom.xml", Instant.now().plusSeconds(5));
        String after = jar(run("inspect"));
        assertThat(after).isNotEqualTo(before);
        assertThat(Path.of(before)).exists();
    }

    @Test
    void aBuildThatFailsIsToldAndEndsTheCommand() throws Exception {
        Files.createFile(root.resolve("broken"));
        Ended ended = run("inspect");
        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.err()).contains("it does not compile");
        assertThat(ended.out()).isEmpty();
        Files.delete(root.resolve("broken"));
        assertThat(run("inspect").code()).isZero();
    }

    @Test
    void theInputIsLeftToTheCommand() throws Exception {
        assertThat(run("produce", "x").out()).contains("the input");
    }

    /** As in {@code bin/streams consumer … | bin/streams produce …}: one builds, the other waits for it. */
    @Test
    void twoAtOnceBuildOnce() throws Exception {
        Process one = start("consumer", "x");
        Process other = start("produce", "x");
        one.getOutputStream().close();
        other.getOutputStream().close();
        assertThat(List.of(one.waitFor(), other.waitFor())).containsExactly(0, 0);
        assertThat(calls()).hasSize(1);
    }

    @Test
    void aLockOfAProcessThatDiedIsTakenOver() throws Exception {
        Process dead = new ProcessBuilder("true").start();
        dead.waitFor();
        Files.createDirectories(root.resolve("target/commands"));
        Files.createSymbolicLink(root.resolve("target/commands/lock"), Path.of(String.valueOf(dead.pid())));
        assertThat(run("inspect").code()).isZero();
        assertThat(root.resolve("target/commands/lock")).doesNotExist();
    }

    private static String jar(Ended ended) {
        String line = ended.out().lines().findFirst().orElseThrow();
        return line.replaceAll(".*-jar (\\S+) .*", "$1");
    }

    private void program(String name, String text) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    private void changed(String file, Instant at) throws IOException {
        Files.setLastModifiedTime(root.resolve(file), FileTime.from(at));
    }

    private List<String> calls() throws IOException {
        return Files.readAllLines(root.resolve("maven-calls"));
    }

    private Ended run(String... args) throws IOException, InterruptedException {
        Process process = start(args);
        process.getOutputStream().write("the input".getBytes(UTF_8));
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes(), UTF_8);
        String err = new String(process.getErrorStream().readAllBytes(), UTF_8);
        return new Ended(process.waitFor(), out, err);
    }

    private Process start(String... args) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder("sh", root.resolve("bin/streams").toString());
        builder.command().addAll(List.of(args));
        builder.environment().merge("PATH", root.resolve("path").toString(), (path, ours) -> ours + ":" + path);
        builder.environment().remove("JAVA_OPTS");
        return builder.start();
    }
}
