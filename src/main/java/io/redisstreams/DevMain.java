package io.redisstreams;

import io.quarkus.arc.profile.IfBuildProfile;
import io.quarkus.runtime.Application;
import io.quarkus.runtime.annotations.QuarkusMain;
import io.quarkus.runtime.configuration.ConfigUtils;
import io.redisstreams.cli.DevServers;
import io.redisstreams.dev.EmbeddedServers;
import io.smallrye.config.SmallRyeConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The main class of development mode: {@link Main}, after it started the servers that the configuration does not name.
 */
@IfBuildProfile("dev")
@QuarkusMain(name = "dev")
public class DevMain {
    /** The ordinal of the packaged application.properties: a value from above it was set for this run. */
    private static final int PACKAGED = 250;

    private static final Path DIRECTORY = Path.of("target", "dev");
    private static final Path SERVERS = DIRECTORY.resolve("servers.properties");

    public static void main(String... args) {
        startServers();
        Main.main(args);
    }

    /** At a live reload the system properties of the first start name both servers, so that they are kept. */
    private static void startServers() {
        SmallRyeConfig config = ConfigUtils.configBuilder().build();
        boolean postgres = !isSet(config, "DB_HOST", "quarkus.datasource.jdbc.url");
        boolean redis = !isSet(config, "REDIS_HOST", "quarkus.redis.hosts");
        if (!postgres && !redis) {
            return;
        }
        EmbeddedServers servers = EmbeddedServers.keeping(DIRECTORY);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(servers)));
        Map<String, String> started = new TreeMap<>();
        if (postgres) {
            started.putAll(servers.startPostgres());
        }
        if (redis) {
            started.putAll(servers.startRedis());
        }
        started.forEach(DevMain::set);
        if (postgres && redis) {
            print(started);
        }
    }

    /** For commands in other processes (bin/streams), which must take both servers from one system. */
    private static void print(Map<String, String> servers) {
        Stream<String> lines = servers.entrySet().stream().map(server -> server.getKey() + '=' + server.getValue());
        String process = DevServers.PROCESS + '=' + ProcessHandle.current().pid();
        try {
            Files.write(SERVERS, Stream.concat(Stream.of(process), lines).toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isSet(SmallRyeConfig config, String... names) {
        return Stream.of(names)
                .map(config::getConfigValue)
                .anyMatch(found -> found.getValue() != null && found.getConfigSourceOrdinal() > PACKAGED);
    }

    /** Of this profile only: tests that run within dev mode have their own servers. */
    private static void set(String name, String value) {
        System.setProperty("%dev." + name, value);
    }

    /** The application drains first: it needs its servers for that. */
    private static void stop(EmbeddedServers servers) {
        Application application = Application.currentApplication();
        if (application != null) {
            application.awaitShutdown();
        }
        SERVERS.toFile().delete();
        servers.stop();
    }
}
