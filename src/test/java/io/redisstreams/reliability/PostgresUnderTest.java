package io.redisstreams.reliability;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;

/** A PostgreSQL with the tables of the service, that can be stopped in either way and started again with its data. */
final class PostgresUnderTest implements AutoCloseable {
    private final Path directory;
    private final int port = Ports.free();
    private EmbeddedPostgres embedded;

    PostgresUnderTest(Path directory) {
        this.directory = directory;
        try {
            Files.createDirectories(directory);
            PostgresTemplate.copyTo(directory.resolve("data"));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        start();
    }

    String url() {
        return url("postgres");
    }

    String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/"
                + URLEncoder.encode(database, UTF_8).replace("+", "%20");
    }

    int port() {
        return port;
    }

    /** Of all users but the superuser, from now on. */
    void requirePasswords() {
        try {
            Files.writeString(directory.resolve("data").resolve("pg_hba.conf"), """
                    host all postgres 127.0.0.1/32 trust
                    host all all 127.0.0.1/32 scram-sha-256
                    """);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        execute("SELECT pg_reload_conf()");
    }

    void start() {
        try {
            Redirect log = Redirect.appendTo(new File(directory.toFile(), "postgres.log"));
            embedded = EmbeddedPostgres.builder()
                    .setPort(port)
                    .setDataDirectory(directory.resolve("data"))
                    .setCleanDataDirectory(false)
                    .setRegisterShutdownHook(false)
                    .setPGStartupWait(Duration.ofSeconds(60))
                    .setServerConfig("fsync", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .setOutputRedirector(log)
                    .setErrorRedirector(log)
                    .start();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Transactions are rolled back, connections closed, and the data written. */
    void stopFast() {
        try {
            embedded.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** As a crash, SIGQUIT: the log is replayed at the next start. */
    void stopImmediately() {
        try {
            Path pidFile = directory.resolve("data").resolve("postmaster.pid");
            String pid = Files.readAllLines(pidFile).get(0).strip();
            new ProcessBuilder("kill", "-QUIT", pid).inheritIO().start().waitFor();
            ProcessHandle.of(Long.parseLong(pid))
                    .ifPresent(process -> Awaitility.await().until(() -> !process.isAlive()));
            // It is stopped already; this gives back the lock on the directory.
            embedded.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    void execute(String sql) {
        execute("postgres", sql);
    }

    void execute(String database, String sql) {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** The first column of the first row. */
    long number(String sql) {
        return Long.parseLong(text("postgres", sql));
    }

    /** The first column of the first row. */
    String text(String database, String sql) {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** The first column of all rows. */
    List<String> texts(String sql) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> texts = new ArrayList<>();
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
            return texts;
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    Connection connect() throws SQLException {
        return connect("postgres");
    }

    private Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(url(database), "postgres", "postgres");
    }

    @Override
    public void close() {
        stopFast();
    }
}
