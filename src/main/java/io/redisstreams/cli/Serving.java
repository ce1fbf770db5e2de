package io.redisstreams.cli;

import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.Quarkus;
import io.redisstreams.cli.terminal.Terminal;
import java.util.Map;
import org.eclipse.microprofile.config.ConfigProvider;
import picocli.CommandLine.Option;

/** Runs the service until a signal stops it. */
abstract class Serving implements ApplicationCommand {
    @Option(names = "--no-consumers", description = "Only the API; other processes consume.")
    boolean noConsumers;

    @Override
    public Map<String, String> settings() {
        return noConsumers ? Map.of("streams.consumers.enabled", "false") : Map.of();
    }

    @Override
    public boolean serves() {
        return true;
    }

    @Override
    public Integer call() {
        if (LaunchMode.current() == LaunchMode.DEVELOPMENT) {
            tellAddress();
        }
        Quarkus.waitForExit();
        return 0;
    }

    /** The last thing that dev mode prints of its start, so that nobody has to look for it. */
    private void tellAddress() {
        String address = "http://localhost:"
                + ConfigProvider.getConfig()
                        .getOptionalValue("quarkus.http.port", Integer.class)
                        .orElse(8080);
        Terminal.OUT.printf("%nDashboard  %s/%n", address);
        Terminal.OUT.printf(
                "First call curl %s/api/users -H 'Content-Type: application/json' -d '%s'%n%n",
                address, "{\"username\": \"ada\", \"email\": \"ada@example.com\"}");
    }
}
