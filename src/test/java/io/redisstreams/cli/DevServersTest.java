package io.redisstreams.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Servers that somebody names are used, and then nothing of a dev mode that happens to run. */
class DevServersTest {
    private static final String REDIS = "quarkus.redis.hosts";
    private static final String POSTGRES = "quarkus.datasource.jdbc.url";
    private static final Map<String, String> PACKAGED =
            Map.of(POSTGRES, "packaged", "quarkus.redis.hosts-provider-name", "environment");

    @TempDir
    Path directory;

    private Path file;

    @BeforeEach
    void devModeRuns() throws IOException {
        file = directory.resolve("servers.properties");
        write(ProcessHandle.current().pid());
    }

    @Test
    void withoutANameTheServersOfDevModeAreUsed() {
        SmallRyeConfig config = config(Map.of());
        assertThat(config.getConfigValue(REDIS).getRawValue()).isEqualTo("redis://dev");
        assertThat(config.getConfigValue(POSTGRES).getRawValue()).isEqualTo("jdbc:dev");
        assertThat(config.getConfigValue(REDIS).getSourceName()).contains(DevServers.NAME);
    }

    @ParameterizedTest
    @CsvSource({
        "REDIS_HOST, a",
        "REDIS_PORT, 7000",
        "DB_HOST, a",
        "DB_PORT, 6000",
        "DB_NAME, a",
        "DB_SCHEMA, a",
        "REDIS_DB, 3",
        "REDIS_TLS, true",
        "QUARKUS_REDIS_HOSTS, redis://a",
        "quarkus.redis.hosts, redis://a",
        "QUARKUS_DATASOURCE_JDBC_URL, jdbc:postgresql://a/b",
        "quarkus.datasource.jdbc.url, jdbc:postgresql://a/b"
    })
    void oneNamedServerTurnsDevModeOff(String name, String value) {
        SmallRyeConfig config = config(Map.of(name, value));
        assertThat(config.getConfigValue(REDIS).getRawValue()).isNotEqualTo("redis://dev");
        assertThat(config.getConfigValue(POSTGRES).getRawValue()).isNotEqualTo("jdbc:dev");
    }

    @ParameterizedTest
    @CsvSource({"DB_PASSWORD, secret", "DB_USER, me", "REDIS_PASSWORD, secret", "REDIS_HOST, ''", "PORT, 9000"})
    void othersNameNoServer(String name, String value) {
        assertThat(config(Map.of(name, value)).getConfigValue(REDIS).getRawValue())
                .isEqualTo("redis://dev");
    }

    @Test
    void aDevModeThatWasKilledIsNotUsed() throws IOException {
        write(Long.MAX_VALUE);
        assertThat(config(Map.of()).getConfigValue(POSTGRES).getRawValue()).isEqualTo("packaged");
    }

    @Test
    void aFileThatIsNotThereIsNoDevMode() throws IOException {
        Files.delete(file);
        assertThat(config(Map.of()).getConfigValue(POSTGRES).getRawValue()).isEqualTo("packaged");
    }

    private void write(long process) throws IOException {
        Files.writeString(file, "dev.process=" + process + "\n" + REDIS + "=redis://dev\n" + POSTGRES + "=jdbc:dev\n");
    }

    private SmallRyeConfig config(Map<String, String> environment) {
        return new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(PACKAGED, "packaged", 250))
                .withSources(new io.smallrye.config.EnvConfigSource(environment, 300))
                .withSources(new PropertiesConfigSource(Map.of(DevServers.FILE, file.toString()), "system", 400))
                .withSources(new DevServers())
                .build();
    }
}
