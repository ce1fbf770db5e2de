package io.redisstreams.trace;

import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.PropertiesConfigSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * Enables traces when the configuration names their destination, and disables them otherwise: Quarkus would send them to
 * this machine and log that no server answers. Also reads the standard's variables, which Quarkus does not know. While
 * traces are enabled, log lines contain their trace id.
 */
public class TraceExport implements ConfigSourceFactory {
    /** Below application.properties (250): any explicit setting wins. */
    private static final int ORDINAL = 240;

    private static final String PREFIX = "quarkus.otel.";
    private static final String DISABLED = PREFIX + "sdk.disabled";
    private static final String ENDPOINT = PREFIX + "exporter.otlp.endpoint";
    private static final String TRACES_ENDPOINT = PREFIX + "exporter.otlp.traces.endpoint";

    /** The standard's name, and Quarkus's. */
    private static final Map<String, String> VARIABLES = Map.of(
            "OTEL_EXPORTER_OTLP_ENDPOINT", ENDPOINT,
            "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", TRACES_ENDPOINT,
            "OTEL_EXPORTER_OTLP_PROTOCOL", PREFIX + "exporter.otlp.protocol",
            "OTEL_EXPORTER_OTLP_HEADERS", PREFIX + "exporter.otlp.headers",
            "OTEL_EXPORTER_OTLP_TIMEOUT", PREFIX + "exporter.otlp.timeout",
            "OTEL_SERVICE_NAME", PREFIX + "service.name",
            "OTEL_RESOURCE_ATTRIBUTES", PREFIX + "resource.attributes",
            "OTEL_TRACES_SAMPLER_ARG", PREFIX + "traces.sampler.arg");

    /** Quarkus's own formats, and the trace before the message. */
    private static final Map<String, String> LOG_FORMATS = Map.of(
            "quarkus.log.console.format",
            "%d{yyyy-MM-dd HH:mm:ss,SSS} %-5p [%c] (%t) traceId=%X{traceId} %s%e%n",
            "quarkus.log.file.format",
            "%d{yyyy-MM-dd HH:mm:ss,SSS} %h %N[%i] %-5p [%c{3.}] (%t) traceId=%X{traceId} %s%e%n");

    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
        Map<String, String> settings = new HashMap<>();
        VARIABLES.forEach(
                (variable, setting) -> said(context, variable).ifPresent(value -> settings.put(setting, value)));
        // Quarkus appends the path of the signal to both endpoints; by the standard, this one contains it.
        settings.computeIfPresent(TRACES_ENDPOINT, (name, address) -> address.replaceFirst("/v1/traces/?$", ""));
        boolean on = !said(context, "OTEL_SDK_DISABLED").map(Boolean::valueOf).orElse(false)
                && Stream.of(ENDPOINT, TRACES_ENDPOINT)
                        .anyMatch(name -> settings.containsKey(name)
                                || said(context, name).isPresent());
        settings.put(DISABLED, String.valueOf(!on));
        if (on) {
            settings.putAll(LOG_FORMATS);
        }
        return List.of(new PropertiesConfigSource(settings, "OTLP endpoint", ORDINAL));
    }

    /** A default counts as not configured. */
    private static Optional<String> said(ConfigSourceContext context, String name) {
        ConfigValue value = context.getValue(name);
        return value == null
                        || value.getValue() == null
                        || value.getValue().isBlank()
                        || value.getConfigSourceOrdinal() == Integer.MIN_VALUE
                ? Optional.empty()
                : Optional.of(value.getValue().strip());
    }
}
