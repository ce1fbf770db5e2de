package io.redisstreams.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** What each command asks of the application before it starts. */
class SettingsTest {
    @Test
    void theServiceRunsAsItIsConfigured() {
        assertThat(settings()).isEmpty();
        assertThat(settings("serve")).isEmpty();
        assertThat(settings("serve", "--no-consumers"))
                .containsExactly(Map.entry("streams.consumers.enabled", "false"));
    }

    @Test
    void aGroupWorkerTakesWhatItIsTold() {
        assertThat(settings("consumer-group", "-g", "a", "-g", "b", "--concurrency", "3", "--port", "9000"))
                .containsOnly(
                        Map.entry("streams.api.enabled", "false"),
                        Map.entry("streams.consumers.groups", "a,b"),
                        Map.entry("streams.consumers.concurrency", "3"),
                        Map.entry("quarkus.http.port", "9000"));
    }

    @Test
    void aShortCommandOpensNothing() {
        for (String command : new String[] {"consumer x", "produce x", "inspect", "load-test --direct"}) {
            assertThat(settings(command.split(" ")))
                    .as(command)
                    .containsEntry("quarkus.http.host-enabled", "false")
                    .containsEntry("quarkus.scheduler.enabled", "false")
                    .containsEntry("streams.consumers.enabled", "false")
                    .containsEntry("quarkus.flyway.active", "false")
                    .containsEntry("quarkus.otel.sdk.disabled", "true")
                    .containsEntry("quarkus.hibernate-orm.database.start-offline", "true")
                    .doesNotContainKey("quarkus.hibernate-orm.active");
        }
    }

    @Test
    void aLoadOverHttpNeedsNoApplication() {
        assertThat(command("load-test", "1000", "50").inApplication()).isFalse();
    }

    private static Map<String, String> settings(String... args) {
        return command(args).settings();
    }

    private static ApplicationCommand command(String... args) {
        var line = CommandLines.of(CommandLine.defaultFactory()).parseArgs(args).asCommandLineList();
        return line.get(line.size() - 1).getCommand();
    }
}
