package io.redisstreams;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.quarkus.runtime.configuration.DurationConverter;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import io.redisstreams.group.EnvironmentNames;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.ConfigMappings.ConfigClass;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The settings that files and help texts print, in each form in which they can be set. */
class PrintedSettingsTest {
    private static final Path EXAMPLE = Path.of("application.properties.example");

    /** A setting in a text: {@code streams.groups."<group>".stream}, {@code streams.mode."user\:events"}. */
    private static final Pattern SETTING = Pattern.compile(
            "(?<![\\w./:=-])streams\\.(?:[a-z]+(?:-[a-z]+)*|\"[^\"]+\")(?:\\.(?:[a-z]+(?:-[a-z]+)*|\"[^\"]+\"))*");

    private static final Pattern LITERAL = Pattern.compile("\"(?:\\\\.|[^\"\\\\])*\"");
    private static final Pattern VARIABLE = Pattern.compile("\\bSTREAMS_[A-Z_]+[A-Z_]");

    private static final List<Class<?>> MAPPINGS = new ClassFileImporter()
            .importPackages("io.redisstreams").stream()
                    .filter(type -> type.isAnnotatedWith(ConfigMapping.class))
                    .<Class<?>>map(type -> type.reflect())
                    .toList();

    private static final Map<String, String> OWN = properties(Path.of("src/main/resources/application.properties"));

    /** Each setting as its mapping names it, {@code *} for the key of a map, with its default. */
    private static final Map<String, String> DECLARED = declared();

    /** What a setting without a default can be set to. */
    private static final Map<String, String> VALUES = Map.ofEntries(
            Map.entry("streams.groups.*.stream", "chat:messages"),
            Map.entry("streams.mode.*", "outbox"),
            Map.entry("streams.groups.*.event-types", "order.*,invoice.paid"),
            Map.entry("streams.groups.*.push.url", "https://billing.example/events"),
            Map.entry("streams.groups.*.push.format", "cloudevents-binary"),
            Map.entry("streams.groups.*.push.timeout", "10S"),
            Map.entry("streams.groups.*.push.on-client-error", "dead"),
            Map.entry("streams.groups.*.push.secrets", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"),
            Map.entry("streams.security", "tokens"),
            Map.entry("streams.security.tokens.file", "/etc/streams/tokens"),
            Map.entry("streams.security.tokens.list", "ci publisher " + "0".repeat(64)),
            Map.entry("streams.security.open", "/q/metrics"),
            Map.entry("streams.push.allowed-hosts", "hooks.internal,10.1.0.0/16"),
            Map.entry("streams.consumers.groups", "chat-processing-group"),
            Map.entry("streams.consumers.concurrency", "3"),
            Map.entry("streams.retention.event-log", "90D"),
            Map.entry("streams.http.hosts", "streams.example"));

    @Test
    void theExampleHasEverySettingWithItsDefault() {
        Set<String> named =
                settings(text(EXAMPLE)).map(PrintedSettingsTest::declaration).collect(toCollection(TreeSet::new));
        assertThat(DECLARED.keySet().stream().filter(name -> !isOfAllGroups(name)))
                .allMatch(named::contains);
        properties(EXAMPLE)
                .forEach((name, value) ->
                        assertThat(value).as(name).isEqualTo(OWN.getOrDefault(name, DECLARED.get(declaration(name)))));
    }

    @ParameterizedTest
    @MethodSource("printed")
    void isASettingInEachForm(String name) {
        assertThat(DECLARED).containsKey(declaration(name));
        String value = value(declaration(name));
        Map<String, String> asProperty = read(config(file(name, value), Map.of()));
        assertThat(asProperty).containsEntry(name, value);
        assertThat(read(config(file(name, null), Map.of(variable(name), value))))
                .as(variable(name))
                .isEqualTo(asProperty);
    }

    @ParameterizedTest
    @MethodSource("printedVariables")
    void isTheVariableOfASetting(String variable) {
        assertThat(printed().map(PrintedSettingsTest::variable)).contains(variable);
    }

    /** Every setting that a user can read of, and each that a group can have. */
    static Stream<String> printed() {
        Stream<String> ofOneGroup = DECLARED.keySet().stream()
                .filter(name -> name.startsWith("streams.groups.*"))
                .map(name -> name.replace("*", "\"chat-processing-group\""));
        return Stream.concat(texts().flatMap(PrintedSettingsTest::settings), ofOneGroup)
                .distinct()
                .sorted();
    }

    static Stream<String> printedVariables() {
        return texts().flatMap(text -> VARIABLE.matcher(text).results().map(MatchResult::group))
                .distinct();
    }

    private static Stream<String> texts() {
        return Stream.of(
                        "README.md",
                        "CONTRIBUTING.md",
                        EXAMPLE.toString(),
                        "docs",
                        "docker",
                        "src/main/resources/META-INF/openapi.yaml",
                        "src/main/java/io/redisstreams/cli")
                .map(Path::of)
                .flatMap(PrintedSettingsTest::files)
                .map(file -> file.toString().endsWith(".java") ? literals(text(file)) : text(file));
    }

    /** What commands print; a name alone is used, and not printed. */
    private static String literals(String code) {
        return LITERAL.matcher(code)
                .results()
                .map(MatchResult::group)
                .filter(text -> text.contains(" "))
                .collect(joining("\n"));
    }

    private static Stream<Path> files(Path root) {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> file.toString().matches(".*\\.(md|example|yaml|java)")).toList().stream();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Whole settings; the name of a part of them, such as {@code streams.defaults}, is none. */
    private static Stream<String> settings(String text) {
        return SETTING.matcher(text.replace("\\:", ":"))
                .results()
                .map(MatchResult::group)
                .map(name -> name.replace("<group>", "chat-processing-group").replace("<stream>", "chat:messages"))
                .filter(name -> DECLARED.containsKey(declaration(name))
                        || DECLARED.keySet().stream().noneMatch(other -> other.startsWith(declaration(name) + ".")));
    }

    /** With the stream of a group that only a text has. */
    private static Map<String, String> file(String name, String value) {
        Map<String, String> file = new HashMap<>();
        Matcher group = Pattern.compile("streams\\.groups\\.\"([^\"]+)\".*").matcher(name);
        if (group.matches() && !group.group(1).endsWith("-processing-group")) {
            file.put("streams.groups.\"" + group.group(1) + "\".stream", "some");
        }
        if (value != null) {
            file.put(name, value);
        }
        return file;
    }

    private static String declaration(String name) {
        return name.replaceAll("\"[^\"]+\"", "*");
    }

    /** Whether it can be said once for all groups; then the example says it so. */
    private static boolean isOfAllGroups(String name) {
        return name.startsWith("streams.groups.*.") && DECLARED.containsKey(ofAllGroups(name));
    }

    private static String ofAllGroups(String name) {
        return name.replace("streams.groups.*.", "streams.defaults.");
    }

    private static String value(String declaration) {
        return Stream.of(DECLARED.get(ofAllGroups(declaration)), VALUES.get(declaration), DECLARED.get(declaration))
                .filter(Objects::nonNull)
                .findFirst()
                .orElseThrow();
    }

    /** As Quarkus says it: what is no letter or digit is an underscore, a quote at the end is two. */
    private static String variable(String name) {
        return name.replaceAll("\"$", "__").replaceAll("[^A-Za-z0-9_]", "_").toUpperCase(Locale.ROOT);
    }

    /** The settings of a start, by the names that the mappings look for. Fails where the service would not start. */
    private static Map<String, String> read(SmallRyeConfig config) {
        Map<String, String> read = new TreeMap<>();
        StreamSupport.stream(config.getPropertyNames().spliterator(), false)
                .filter(name -> name.startsWith("streams."))
                .forEach(name -> read.put(name, config.getConfigValue(name).getValue()));
        return read;
    }

    private static SmallRyeConfig config(Map<String, String> properties, Map<String, String> environment) {
        SmallRyeConfigBuilder builder = new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withInterceptors(new EnvironmentNames())
                .withConverter(Duration.class, 200, new DurationConverter())
                .withConverter(MemorySize.class, 200, new MemorySizeConverter())
                .withSources(new PropertiesConfigSource(OWN, "application.properties", 250))
                .withSources(new PropertiesConfigSource(properties, "file", 260))
                .withSources(new EnvConfigSource(environment, 300));
        MAPPINGS.forEach(builder::withMapping);
        return builder.build();
    }

    private static Map<String, String> declared() {
        Map<String, String> declared = new HashMap<>();
        MAPPINGS.forEach(
                mapping -> ConfigClass.configClass(mapping).getProperties().forEach(declared::put));
        declared.keySet().removeIf(name -> name.endsWith("[*]"));
        return declared;
    }

    /** Those of the service itself, of all profiles but tests' and development's. */
    private static Map<String, String> properties(Path file) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        Map<String, String> own = new HashMap<>();
        properties.stringPropertyNames().stream()
                .filter(name -> name.startsWith("streams."))
                .forEach(name -> own.put(name, properties.getProperty(name)));
        return own;
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
