package io.redisstreams.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.redisstreams.cli.terminal.Terminal;
import io.redisstreams.security.ApiToken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

@Command(
        name = "create",
        description = {
            "Makes a token and prints it, once. The service needs only its line, which has no more than its hash.",
            "To replace a token, add one of the same name, move the caller to it, and remove the old line: the service reads"
                    + " the file again when it changes."
        })
class CreateToken implements Callable<Integer> {
    @Parameters(
            paramLabel = "NAME",
            converter = Name.class,
            description = "Who has it; stands in the record of who did what.")
    String name;

    @Option(
            names = {"-r", "--role"},
            required = true,
            split = ",",
            converter = Role.class,
            paramLabel = "ROLE",
            description =
                    "publisher, publisher:<streams>, consumer, consumer:<groups>, reader, operator or admin; a star in"
                            + " <streams> stands for any characters. May be repeated.")
    List<String> roles;

    @Option(
            names = {"-f", "--file"},
            converter = TokenFile.class,
            paramLabel = "FILE",
            description = "Adds the line to the file, which streams.security.tokens.file names. Not given: prints it.")
    Path file;

    @Override
    public Integer call() {
        String secret = ApiToken.draw();
        String line = line(secret);
        if (file == null) {
            Terminal.ERR.println("line:  " + line);
        } else {
            append(line);
            Terminal.ERR.println("The line of " + name + " is in " + file);
        }
        Terminal.OUT.println(secret);
        return 0;
    }

    private String line(String secret) {
        return new ApiToken(name, roles, ApiToken.hash(secret)).line();
    }

    /** Only its owner can read a new file. */
    private void append(String line) {
        try {
            if (Files.notExists(file)) {
                Files.createFile(
                        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            }
            Files.writeString(file, line + System.lineSeparator(), UTF_8, StandardOpenOption.APPEND);
        } catch (IOException | UnsupportedOperationException failure) {
            throw new CommandFailure("The line cannot be added to " + file + ": " + failure);
        }
    }

    static final class Name implements ITypeConverter<String> {
        @Override
        public String convert(String text) {
            return usable(text, ApiToken::requireName);
        }
    }

    static final class Role implements ITypeConverter<String> {
        @Override
        public String convert(String text) {
            return usable(text, ApiToken::requireRole);
        }
    }

    static final class TokenFile implements ITypeConverter<Path> {
        @Override
        public Path convert(String text) {
            Path file = Path.of(text);
            if (text.isBlank() || Files.isDirectory(file)) {
                throw new TypeConversionException("'" + text + "' is a directory");
            }
            return file;
        }
    }

    private static String usable(String text, Consumer<String> rule) {
        try {
            rule.accept(text);
            return text;
        } catch (IllegalArgumentException unusable) {
            throw new TypeConversionException(unusable.getMessage());
        }
    }
}
