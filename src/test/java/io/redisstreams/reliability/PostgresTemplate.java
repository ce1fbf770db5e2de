package io.redisstreams.reliability;

import static java.nio.file.StandardCopyOption.COPY_ATTRIBUTES;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;

/** The files of a PostgreSQL that has the tables of the service, made once in a JVM: a copy starts in a moment. */
final class PostgresTemplate {
    private static final Path FILES = make();

    private PostgresTemplate() {}

    static void copyTo(Path data) throws IOException {
        try (Stream<Path> files = Files.walk(FILES)) {
            for (Path file : files.toList()) {
                Files.copy(file, data.resolve(FILES.relativize(file)), COPY_ATTRIBUTES);
            }
        }
    }

    private static Path make() {
        try {
            Path parent = Files.createDirectories(Path.of("target", "reliability"));
            Path files = Files.createTempDirectory(parent, "template").toAbsolutePath();
            try (EmbeddedPostgres postgres = EmbeddedPostgres.builder()
                    .setDataDirectory(files)
                    .setCleanDataDirectory(false)
                    .setRegisterShutdownHook(false)
                    .setPGStartupWait(Duration.ofSeconds(60))
                    .start()) {
                Flyway.configure()
                        .dataSource(postgres.getPostgresDatabase())
                        // Not those of the tests: the package has only its own.
                        .locations("filesystem:src/main/resources/db/migration")
                        .load()
                        .migrate();
            }
            return files;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
