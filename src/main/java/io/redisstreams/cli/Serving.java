package io.redisstreams.cli;

import io.quarkus.runtime.Quarkus;
import java.util.Map;
import picocli.CommandLine.Option;

/** Running the service, until it is told to stop. */
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
        Quarkus.waitForExit();
        return 0;
    }
}
