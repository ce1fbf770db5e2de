package io.redisstreams.cli;

import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.Expressions;
import io.smallrye.config.PropertiesConfigSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * The servers of a dev mode that runs beside a command. {@code bin/streams} says where their addresses may be. As soon as
 * somebody names one server, none of dev mode is used: a command must not work on one system's Redis and another one's
 * PostgreSQL.
 */
public class DevServers implements ConfigSourceFactory {
    /** The property with the path of the file that dev mode writes. */
    public static final String FILE = "commands.dev-servers";

    static final String NAME = "the running dev mode";

    /** The property of the file with the process id of dev mode, which may have died without deleting it. */
    public static final String PROCESS = "dev.process";

    /** Above the packaged application.properties (250) and DatabaseAddress (255), which takes DB_USER from a shell's profile. */
    private static final int ORDINAL = 260;

    private static final int PACKAGED = 250;
    private static final List<String> NAMING = List.of(
            "REDIS_HOST",
            "REDIS_PORT",
            "REDIS_DB",
            "REDIS_TLS",
            "DB_HOST",
            "DB_PORT",
            "DB_NAME",
            "DB_SCHEMA",
            "quarkus.redis.hosts",
            "quarkus.redis.hosts-provider-name",
            "quarkus.datasource.jdbc.url");

    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
        ConfigValue file = context.getValue(FILE);
        if (file == null || file.getValue() == null || !Files.exists(Path.of(file.getValue()))) {
            return List.of();
        }
        Map<String, String> servers = read(Path.of(file.getValue()));
        boolean named = Expressions.withoutExpansion(() -> NAMING.stream().anyMatch(name -> isSet(context, name)));
        return named || !isAlive(servers) ? List.of() : List.of(new PropertiesConfigSource(servers, NAME, ORDINAL));
    }

    private static boolean isSet(ConfigSourceContext context, String name) {
        ConfigValue value = context.getValue(name);
        return value != null
                && value.getValue() != null
                && !value.getValue().isEmpty()
                && value.getConfigSourceOrdinal() > PACKAGED;
    }

    private static boolean isAlive(Map<String, String> servers) {
        return ProcessHandle.of(Long.parseLong(servers.getOrDefault(PROCESS, "0")))
                .map(ProcessHandle::isAlive)
                .orElse(false);
    }

    private static Map<String, String> read(Path file) {
        Properties properties = new Properties();
        try (InputStream in = Files.newInputStream(file)) {
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, String> servers = new HashMap<>();
        properties.stringPropertyNames().forEach(name -> servers.put(name, properties.getProperty(name)));
        return servers;
    }
}
