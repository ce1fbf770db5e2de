package io.redisstreams.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModeCheckTest {
    @Test
    void withoutAChoiceTheServiceDoesNotStartAndSaysInTwoLinesWhatToSet() {
        assertThatThrownBy(() -> start(Map.of()))
                .isInstanceOf(ConfigurationException.class)
                .message()
                .hasLineCount(2)
                .contains("streams.security is not set")
                .contains("STREAMS_SECURITY");
    }

    @Test
    void whatServesNobodyNeedsNoChoice() {
        ModeCheck command = check(Map.of(), false, true, "0.0.0.0");
        ModeCheck consumer = check(Map.of(), true, false, "0.0.0.0");
        command.check(new StartupEvent());
        consumer.check(new StartupEvent());
        assertThat(command.isOpen() || consumer.isOpen()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "none,   0.0.0.0,   true",
        "none,   127.0.0.1, false",
        "none,   localhost, false",
        "none,   ::1,       false",
        "oidc,   0.0.0.0,   false"
    })
    void theServiceIsOpenWhereEverybodyReachesItAndNobodyIsAsked(String mode, String host, boolean open) {
        ModeCheck check = check(Map.of("streams.security", mode), true, true, host);
        check.check(new StartupEvent());
        assertThat(check.isOpen()).isEqualTo(open);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/no/such/file"})
    void theModeTokensNeedsTokens(String file) {
        Map<String, String> settings = new HashMap<>(Map.of("streams.security", "tokens"));
        if (!file.isEmpty()) {
            settings.put("streams.security.tokens.file", Path.of(file).toString());
        }
        assertThatThrownBy(() -> start(settings))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("streams.security.tokens.file");
    }

    private static void start(Map<String, String> settings) {
        check(settings, true, true, "0.0.0.0").check(new StartupEvent());
    }

    private static ModeCheck check(Map<String, String> settings, boolean http, boolean api, String host) {
        SecurityConfig config = new SmallRyeConfigBuilder()
                .withMapping(SecurityConfig.class)
                .withConverter(Duration.class, 100, new DurationConverter())
                .withDefaultValues(settings)
                .build()
                .getConfigMapping(SecurityConfig.class);
        return new ModeCheck(config, new ApiTokens(config), http, api, host);
    }
}
