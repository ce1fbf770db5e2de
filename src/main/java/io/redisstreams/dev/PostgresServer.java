package io.redisstreams.dev;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** PostgreSQL with its own defaults of durability, which the embedding would otherwise weaken. */
final class PostgresServer implements EmbeddedServer {
    private final Path data;
    private final Redirect log;
    private final PidFile pidFile;
    private EmbeddedPostgres postgres;

    PostgresServer(Path directory) {
        data = directory.resolve("postgres");
        log = Redirect.appendTo(new File(directory.toFile(), "postgres.log"));
        pidFile = new PidFile(data.resolve("postmaster.pid"), "postgres");
    }

    @Override
    public Path data() {
        return data;
    }

    @Override
    public PidFile pidFile() {
        return pidFile;
    }

    @Override
    public ProcessHandle start() throws IOException {
        postgres = EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .setRegisterShutdownHook(false)
                .setPGStartupWait(Duration.ofSeconds(60))
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setOutputRedirector(log)
                .setErrorRedirector(log)
                .start();
        return pidFile.process().orElseThrow(() -> new IOException("PostgreSQL ended at once, see " + log.file()));
    }

    @Override
    public String address() {
        return "PostgreSQL on " + url();
    }

    @Override
    public Map<String, String> properties() {
        return Map.of(
                "quarkus.datasource.jdbc.url", url(),
                "quarkus.datasource.username", "postgres",
                "quarkus.datasource.password", "postgres");
    }

    private String url() {
        return "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/postgres";
    }
}
