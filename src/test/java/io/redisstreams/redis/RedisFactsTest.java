package io.redisstreams.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedisFactsTest {
    @ParameterizedTest
    @ValueSource(strings = {"7.0.0", "7.0.15", "7.4.2", "8.10.1", "10.0.0", "255.255.255"})
    void supports(String version) {
        assertThatCode(() -> RedisFacts.requireSupported(version)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"6.2.14", "5.0.9", "", "unknown"})
    void refusesInPlainWords(String version) {
        assertThatThrownBy(() -> RedisFacts.requireSupported(version))
                .hasMessageContaining("Redis " + version + " is too old")
                .hasMessageContaining("7.0 or newer");
    }

    @Test
    void hasNoDoubtsAboutAServerThatKeepsWhatItTakes() {
        assertThat(RedisFacts.doubts(Map.of("maxmemory_policy", "noeviction", "aof_enabled", "1")))
                .isEmpty();
        assertThat(RedisFacts.doubts(Map.of("aof_enabled", "0", "connected_slaves", "1")))
                .isEmpty();
    }

    @Test
    void doubtsAServerThatEvicts() {
        assertThat(RedisFacts.doubts(Map.of("maxmemory_policy", "allkeys-lru", "aof_enabled", "1")))
                .singleElement()
                .asString()
                .contains("allkeys-lru")
                .contains("noeviction");
    }

    @Test
    void doubtsAServerWithNeitherFileNorReplica() {
        assertThat(RedisFacts.doubts(Map.of("aof_enabled", "0", "connected_slaves", "0")))
                .singleElement()
                .asString()
                .contains("appendonly");
        assertThat(RedisFacts.doubts(Map.of())).hasSize(1);
    }

    @Test
    void readsInfo() {
        assertThat(RedisFacts.parse("# Server\r\nredis_version:7.0.15\r\n\r\nexecutable:/a:b\r\nnothing\r\n"))
                .isEqualTo(Map.of("redis_version", "7.0.15", "executable", "/a:b"));
    }
}
