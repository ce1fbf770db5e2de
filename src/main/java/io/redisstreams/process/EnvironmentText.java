package io.redisstreams.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;

/**
 * Reads texts from the environment or from files, as containers get their secrets: {@code DB_PASSWORD} itself, or the
 * content of the file that {@code DB_PASSWORD_FILE} names.
 *
 * @param values returns the value of a name, or null
 */
public record EnvironmentText(Function<String, String> values) {
    /** The text without the line end of a file; empty when neither variable is set, or the text is blank. */
    public Optional<String> get(String name) {
        Optional<String> value = value(name);
        Optional<String> file = value(name + "_FILE");
        if (value.isPresent() && file.isPresent()) {
            throw new IllegalArgumentException("Both " + name + " and " + name + "_FILE are set; unset one of them");
        }
        return value.or(() -> file.map(path -> content(name, path))).filter(text -> !text.isEmpty());
    }

    private Optional<String> value(String name) {
        return Optional.ofNullable(values.apply(name)).filter(text -> !text.isEmpty());
    }

    private static String content(String name, String path) {
        try {
            return Files.readString(Path.of(path)).stripTrailing();
        } catch (IOException | InvalidPathException failure) {
            throw new IllegalArgumentException(
                    "The file " + path + " that " + name + "_FILE names cannot be read: " + failure, failure);
        }
    }
}
