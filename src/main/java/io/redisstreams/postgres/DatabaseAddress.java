package io.redisstreams.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.redisstreams.process.EnvironmentText;
import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.Expressions;
import io.smallrye.config.PropertiesConfigSource;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * The address of PostgreSQL, from {@code DB_HOST}, {@code DB_PORT}, {@code DB_NAME}, {@code DB_USER} and
 * {@code DB_PASSWORD} (or {@code DB_PASSWORD_FILE}), and its use, from {@code DB_SCHEMA} and {@code DB_SSLMODE}. The values are
 * taken literally: inside a property's expression, a name with {@code /} or {@code ?} would change the address, and a
 * password with <code>${</code> would be read as an expression itself.
 */
public class DatabaseAddress implements ConfigSourceFactory {
    /** Above application.properties (250), below a file beside the service (260) and the environment (300). */
    private static final int ORDINAL = 255;

    private static final List<String> NAMES = List.of(
            "DB_HOST", "DB_PORT", "DB_NAME", "DB_USER", "DB_PASSWORD", "DB_PASSWORD_FILE", "DB_SCHEMA", "DB_SSLMODE");

    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
        return Expressions.withoutExpansion(() ->
                NAMES.stream().allMatch(name -> value(context, name, "").isEmpty())
                        ? List.of()
                        : List.of(new PropertiesConfigSource(address(context), String.join(", ", NAMES), ORDINAL)));
    }

    private static Map<String, String> address(ConfigSourceContext context) {
        String host = value(context, "DB_HOST", "localhost");
        String url = "jdbc:postgresql://%s:%s/%s"
                .formatted(
                        host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host,
                        value(context, "DB_PORT", "5432"),
                        encode(value(context, "DB_NAME", "streams")));
        Map<String, String> address = new HashMap<>();
        address.put("quarkus.datasource.jdbc.url", url + parameters(context));
        address.put("quarkus.datasource.username", literal(value(context, "DB_USER", "streams")));
        new EnvironmentText(name -> value(context, name, ""))
                .get("DB_PASSWORD")
                .ifPresent(password -> address.put("quarkus.datasource.password", literal(password)));
        String schema = value(context, "DB_SCHEMA", "");
        if (!schema.isEmpty()) {
            address.put("quarkus.flyway.default-schema", literal(schema));
        }
        return address;
    }

    /** The extension pg_trgm may be in the schema public, and its operators must be found. */
    private static String parameters(ConfigSourceContext context) {
        List<String> parameters = new ArrayList<>();
        String schema = value(context, "DB_SCHEMA", "");
        if (!schema.isEmpty()) {
            parameters.add("currentSchema=" + encode(quoted(schema) + ",public"));
        }
        String sslMode = value(context, "DB_SSLMODE", "");
        if (!sslMode.isEmpty()) {
            parameters.add("sslmode=" + encode(sslMode));
        }
        return parameters.isEmpty() ? "" : "?" + String.join("&", parameters);
    }

    private static String quoted(String identifier) {
        return '"' + identifier.replace("\"", "\"\"") + '"';
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, UTF_8).replace("+", "%20");
    }

    private static String value(ConfigSourceContext context, String name, String otherwise) {
        ConfigValue value = context.getValue(name);
        return value == null || value.getValue() == null || value.getValue().isEmpty() ? otherwise : value.getValue();
    }

    /** Doubles each dollar, so that none begins an expression. */
    private static String literal(String value) {
        return value.replace("$", "$$");
    }
}
