package io.redisstreams.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TraceExportTest {
    /** As Quarkus has it when nobody says anything. */
    private static final String DEFAULT = "http://localhost:4317/";

    private static SmallRyeConfig config(Map<String, String> environment) {
        return new SmallRyeConfigBuilder()
                .withDefaultValue("quarkus.otel.exporter.otlp.endpoint", DEFAULT)
                .withDefaultValue("quarkus.otel.exporter.otlp.traces.endpoint", DEFAULT)
                .withSources(new PropertiesConfigSource(environment, "environment", 300))
                .withSources(new TraceExport())
                .build();
    }

    private static String value(SmallRyeConfig config, String name) {
        return config.getConfigValue(name).getValue();
    }

    @Test
    void withoutAnEndpointTracesAreOffAndTheLogIsAsEver() {
        var silent = List.of(
                Map.<String, String>of(), Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", " "), Map.of("OTEL_SERVICE_NAME", "a"));
        for (Map<String, String> environment : silent) {
            SmallRyeConfig config = config(environment);
            assertThat(value(config, "quarkus.otel.sdk.disabled")).isEqualTo("true");
            assertThat(value(config, "quarkus.log.console.format")).isNull();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "OTEL_EXPORTER_OTLP_ENDPOINT, quarkus.otel.exporter.otlp.endpoint, http://c:4317, http://c:4317",
        "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT, quarkus.otel.exporter.otlp.traces.endpoint, http://c:4318/v1/traces, http://c:4318",
        "quarkus.otel.exporter.otlp.endpoint, quarkus.otel.exporter.otlp.endpoint, http://localhost:4317/, http://localhost:4317/",
        "quarkus.otel.exporter.otlp.traces.endpoint, quarkus.otel.exporter.otlp.traces.endpoint, http://c:4317, http://c:4317"
    })
    void anEndpointSwitchesThemOn(String said, String setting, String address, String effective) {
        SmallRyeConfig config = config(Map.of(said, address));
        assertThat(value(config, "quarkus.otel.sdk.disabled")).isEqualTo("false");
        assertThat(value(config, setting)).isEqualTo(effective);
        assertThat(value(config, "quarkus.log.console.format")).contains("%X{traceId}");
    }

    @Test
    void theStandardsOtherVariablesCount() {
        SmallRyeConfig config = config(Map.of(
                "OTEL_EXPORTER_OTLP_ENDPOINT", "http://c:4318",
                "OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf",
                "OTEL_TRACES_SAMPLER_ARG", "0.1",
                "OTEL_SERVICE_NAME", "orders"));
        assertThat(value(config, "quarkus.otel.exporter.otlp.protocol")).isEqualTo("http/protobuf");
        assertThat(value(config, "quarkus.otel.traces.sampler.arg")).isEqualTo("0.1");
        assertThat(value(config, "quarkus.otel.service.name")).isEqualTo("orders");
    }

    @Test
    void whatIsSaidOnPurposeWins() {
        String endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";
        assertThat(value(
                        config(Map.of(endpoint, "http://c", "OTEL_SDK_DISABLED", "true")), "quarkus.otel.sdk.disabled"))
                .isEqualTo("true");
        SmallRyeConfig config = config(Map.of(
                endpoint, "http://c", "quarkus.otel.sdk.disabled", "true", "quarkus.log.console.format", "%s%n"));
        assertThat(value(config, "quarkus.otel.sdk.disabled")).isEqualTo("true");
        assertThat(value(config, "quarkus.log.console.format")).isEqualTo("%s%n");
    }
}
