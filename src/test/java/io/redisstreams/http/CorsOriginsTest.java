package io.redisstreams.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CorsOriginsTest {
    private static SmallRyeConfig config(Map<String, String> environment) {
        return new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(environment, "environment", 300))
                .withSources(new CorsOrigins())
                .build();
    }

    @Test
    void originsSwitchCorsOn() {
        SmallRyeConfig config = config(Map.of("CORS_ORIGINS", "https://a.example,https://b.example"));
        assertThat(config.getValue("quarkus.http.cors.enabled", Boolean.class)).isTrue();
        assertThat(config.getValues("quarkus.http.cors.origins", String.class))
                .containsExactly("https://a.example", "https://b.example");
    }

    @Test
    void withoutOriginsItStaysOff() {
        assertThat(config(Map.of()).getOptionalValue("quarkus.http.cors.enabled", String.class))
                .isEmpty();
        assertThat(config(Map.of("CORS_ORIGINS", " ")).getOptionalValue("quarkus.http.cors.enabled", String.class))
                .isEmpty();
    }
}
