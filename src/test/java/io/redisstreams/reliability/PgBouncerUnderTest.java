package io.redisstreams.reliability;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Debian's PgBouncer in transaction mode before a PostgreSQL, with few server sessions, so that clients share them. */
final class PgBouncerUnderTest implements AutoCloseable {
    private static final List<Path> PLACES = List.of(Path.of("/usr/sbin/pgbouncer"), Path.of("/usr/bin/pgbouncer"));

    private final int port = Ports.free();
    private final Process process;

    PgBouncerUnderTest(int postgresPort) {
        try {
            // Where the user to whom it changes may read.
            Path directory = Files.createTempDirectory("pgbouncer");
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
            Path users = Files.writeString(directory.resolve("users.txt"), "\"postgres\" \"postgres\"\n");
            Path settings =
                    Files.writeString(directory.resolve("pgbouncer.ini"), """
                    [databases]
                    * = host=127.0.0.1 port=%d
                    [pgbouncer]
                    listen_addr = 127.0.0.1
                    listen_port = %d
                    unix_socket_dir =
                    auth_type = trust
                    auth_file = %s
                    pool_mode = transaction
                    default_pool_size = 8
                    ignore_startup_parameters = extra_float_digits
                    """.formatted(postgresPort, port, users));
            List<String> command = new ArrayList<>(List.of(program().toString(), settings.toString()));
            if (System.getProperty("user.name").equals("root")) {
                command.addAll(List.of("-u", "nobody"));
            }
            process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(directory.resolve("log").toFile())
                    .start();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    static boolean installed() {
        return places().findAny().isPresent();
    }

    private static Path program() {
        return places().findFirst().orElseThrow();
    }

    private static Stream<Path> places() {
        return PLACES.stream().filter(Files::isExecutable);
    }

    String url() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
    }

    @Override
    public void close() {
        process.destroy();
    }
}
