package io.redisstreams.cli;

import io.quarkus.runtime.Quarkus;
import io.redisstreams.cli.terminal.Terminal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "consumer-group",
        description = {
            "Works for consumer groups, and nothing else. Any number of such processes share the work.",
            "Probes and metrics are served at /q/health and /q/metrics."
        })
class ConsumerGroup implements ApplicationCommand {
    @Option(
            names = {"-g", "--group"},
            paramLabel = "NAME",
            converter = Arguments.Name.class,
            description = "Only for this group; may be repeated. Without it, for all that are configured.")
    List<String> groups = List.of();

    @Option(
            names = {"-c", "--concurrency"},
            paramLabel = "N",
            converter = Arguments.Concurrency.class,
            description = "Consumers of each group in this process.")
    Integer concurrency;

    @Option(
            names = {"-p", "--port"},
            paramLabel = "PORT",
            converter = Arguments.Port.class,
            description = "Port of the probes and metrics. Without it, PORT of the environment, else any free one.")
    Integer port;

    @ConfigProperty(name = "quarkus.http.port")
    int openPort;

    @Override
    public Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>();
        settings.put("streams.api.enabled", "false");
        if (port != null || System.getenv("PORT") == null) {
            settings.put("quarkus.http.port", port == null ? "0" : port.toString());
        }
        if (!groups.isEmpty()) {
            settings.put("streams.consumers.groups", String.join(",", groups));
        }
        if (concurrency != null) {
            settings.put("streams.consumers.concurrency", concurrency.toString());
        }
        return settings;
    }

    @Override
    public boolean serves() {
        return true;
    }

    @Override
    public Integer call() {
        Terminal.OUT.printf(
                "Working for %s; probes at http://localhost:%d/q/health%n",
                groups.isEmpty() ? "all groups" : String.join(", ", groups), openPort);
        Quarkus.waitForExit();
        return 0;
    }
}
