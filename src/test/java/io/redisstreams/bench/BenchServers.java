package io.redisstreams.bench;

import io.redisstreams.dev.EmbeddedServers;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/**
 * PostgreSQL and Redis: those of the environment, or embedded ones that begin empty, as safe as production's: a commit
 * is on disk, and Redis appends to a file that is synced each second.
 *
 * @param properties lead the service to both
 */
record BenchServers(Map<String, String> properties) {
    static BenchServers start(Path directory) throws IOException {
        EmbeddedServers embedded = EmbeddedServers.fresh(directory);
        Runtime.getRuntime().addShutdownHook(new Thread(embedded::stop));
        Map<String, String> properties = new HashMap<>();
        properties.putAll(System.getenv("DB_HOST") == null ? embeddedPostgres(directory) : postgresOfEnvironment());
        properties.putAll(System.getenv("REDIS_HOST") == null ? embedded.startRedis() : redisOfEnvironment());
        return new BenchServers(properties);
    }

    Redis redis() throws IOException {
        return new Redis(redisAddress());
    }

    InetSocketAddress redisAddress() {
        URI uri = URI.create(properties.get("quarkus.redis.hosts"));
        return new InetSocketAddress(uri.getHost(), uri.getPort());
    }

    Connection postgres() throws SQLException {
        return DriverManager.getConnection(
                properties.get("quarkus.datasource.jdbc.url"),
                properties.get("quarkus.datasource.username"),
                properties.get("quarkus.datasource.password"));
    }

    void sql(String... statements) throws SQLException {
        try (Connection connection = postgres();
                var statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    long count(String from) throws SQLException {
        try (Connection connection = postgres();
                var rows = connection.createStatement().executeQuery("SELECT count(*) FROM " + from)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    /** As before the first start, but for the schema. */
    void empty() throws IOException, SQLException {
        sql(
                "TRUNCATE users, event_log, event_text, outbox, consumer_groups, tasks, chat_messages",
                "UPDATE event_text_position SET id = 0");
        try (Redis redis = redis()) {
            redis.call("FLUSHALL");
        }
    }

    /** Only here does PostgreSQL keep the time of each commit: it tells the latency from publishing to commit. */
    private static Map<String, String> embeddedPostgres(Path directory) throws IOException {
        Redirect log = Redirect.to(new File(directory.toFile(), "postgres.log"));
        EmbeddedPostgres postgres = EmbeddedPostgres.builder()
                .setDataDirectory(directory.resolve("postgres"))
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("track_commit_timestamp", "on")
                .setOutputRedirector(log)
                .setErrorRedirector(log)
                .start();
        return Map.of(
                "quarkus.datasource.jdbc.url", "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/postgres",
                "quarkus.datasource.username", "postgres",
                "quarkus.datasource.password", "postgres");
    }

    private static Map<String, String> postgresOfEnvironment() {
        return Map.of(
                "quarkus.datasource.jdbc.url",
                "jdbc:postgresql://" + System.getenv("DB_HOST") + ':' + env("DB_PORT", "5432") + '/'
                        + env("DB_NAME", "streams"),
                "quarkus.datasource.username",
                env("DB_USER", "streams"),
                "quarkus.datasource.password",
                env("DB_PASSWORD", ""));
    }

    private static Map<String, String> redisOfEnvironment() {
        return Map.of(
                "quarkus.redis.hosts", "redis://" + System.getenv("REDIS_HOST") + ':' + env("REDIS_PORT", "6379"));
    }

    private static String env(String name, String otherwise) {
        return System.getenv().getOrDefault(name, otherwise);
    }
}
