package io.redisstreams.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.impl.RedisURI;
import java.util.Optional;
import org.junit.jupiter.api.Test;
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
        assertThat(EnvironmentHosts.uri(host, 6379)).hasToString(url);
        assertThat(EnvironmentHosts.uri(host, 6379).getHost()).isNotNull();
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
