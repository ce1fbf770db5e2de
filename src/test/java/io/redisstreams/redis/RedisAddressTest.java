package io.redisstreams.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.redisstreams.process.EnvironmentText;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.impl.RedisURI;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where Redis is, and as whom the service comes. */
class RedisAddressTest {
    private static final String ODD = "a@b:c/d#e%f+g?h$i{j} k${REDIS_HOST}";

    @ParameterizedTest
    @CsvSource({
        "localhost,      redis://localhost:6379",
        "127.0.0.1,      redis://127.0.0.1:6379",
        "::1,            redis://[::1]:6379",
        "[::1],          redis://[::1]:6379",
        "redis.example,  redis://redis.example:6379"
    })
    void hosts(String host, String url) {
        assertThat(EnvironmentHosts.uri(false, host, 6379, 0)).hasToString(url);
        assertThat(EnvironmentHosts.uri(false, host, 6379, 0).getHost()).isNotNull();
    }

    @Test
    void tlsAndDatabase() {
        assertThat(EnvironmentHosts.uri(true, "::1", 6380, 3)).hasToString("rediss://[::1]:6380/3");
    }

    @Test
    void aPasswordInAFile(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("redis"), ODD + "\n");
        Map<String, String> environment = new HashMap<>(Map.of("REDIS_PASSWORD_FILE", file.toString()));
        EnvironmentText texts = new EnvironmentText(environment::get);
        assertThat(texts.get("REDIS_PASSWORD")).contains(ODD);
        assertThat(texts.get("REDIS_USERNAME")).isEmpty();
        environment.put("REDIS_PASSWORD", "x");
        assertThatThrownBy(() -> texts.get("REDIS_PASSWORD")).hasMessageContaining("unset one of them");
        environment.remove("REDIS_PASSWORD");
        environment.put("REDIS_PASSWORD_FILE", directory.resolve("none").toString());
        assertThatThrownBy(() -> texts.get("REDIS_PASSWORD"))
                .hasMessageContaining("REDIS_PASSWORD_FILE")
                .hasMessageContaining("none");
    }

    @Test
    void userAndPasswordMayHoldAnyCharacter() {
        RedisOptions options = options("redis://[::1]:6379/3");
        new Credentials(Optional.of("u" + ODD), Optional.of("p" + ODD)).addTo(options);
        RedisURI uri = new RedisURI(options.getEndpoint());
        assertThat(uri.user()).isEqualTo("u" + ODD);
        assertThat(uri.password()).isEqualTo("p" + ODD);
        assertThat(uri.select()).isEqualTo(3);
        assertThat(uri.socketAddress().port()).isEqualTo(6379);
    }

    @Test
    void aPasswordAlone() {
        RedisOptions options = options("redis://localhost:6379");
        new Credentials(Optional.empty(), Optional.of(ODD)).addTo(options);
        assertThat(options.getPassword()).isEqualTo(ODD);
        assertThat(options.getEndpoint()).isEqualTo("redis://localhost:6379");
    }

    @Test
    void whatTheHostsSayComesFirst() {
        RedisOptions options = options("rediss://me:mine@localhost:6379");
        new Credentials(Optional.of("other"), Optional.of("others")).addTo(options);
        RedisURI uri = new RedisURI(options.getEndpoint());
        assertThat(uri.user()).isEqualTo("me");
        assertThat(uri.password()).isEqualTo("mine");
    }

    private static RedisOptions options(String url) {
        return new RedisOptions().setConnectionString(url);
    }
}
