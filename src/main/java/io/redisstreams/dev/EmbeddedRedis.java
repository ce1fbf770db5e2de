package io.redisstreams.dev;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import redis.embedded.RedisExecProvider;

/** Redis as production should run it: with an append-only file, and without eviction. */
final class EmbeddedRedis implements EmbeddedServer {
    /** As a daemon it does not receive the terminal's Ctrl-C. */
    private static final String SETTINGS = """
            daemonize yes
            bind 127.0.0.1
            port %d
            dir "%s"
            pidfile "%s"
            logfile "%s"
            save ""
            appendonly yes
            appendfsync everysec
            maxmemory-policy noeviction
            """;

    private static final long PATIENCE_NANOS = 60_000_000_000L;
    private static final long PAUSE_NANOS = 10_000_000L;

    private final Path data;
    private final Path log;
    private final PidFile pidFile;
    private int port;

    EmbeddedRedis(Path directory) {
        data = directory.resolve("redis");
        log = directory.resolve("redis.log");
        pidFile = new PidFile(data.resolve("redis.pid"), "redis-server");
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
        Files.createDirectories(data);
        port = freePort();
        launch();
        for (long start = System.nanoTime(); !answers(); LockSupport.parkNanos(PAUSE_NANOS)) {
            if (System.nanoTime() - start > PATIENCE_NANOS) {
                throw new IOException("Redis does not start, see " + log);
            }
        }
        return pidFile.process().orElseThrow(() -> new IOException("Redis ended at once, see " + log));
    }

    @Override
    public String address() {
        return "Redis on " + url();
    }

    @Override
    public Map<String, String> properties() {
        return Map.of("quarkus.redis.hosts", url(), "quarkus.redis.password", "");
    }

    private String url() {
        return "redis://127.0.0.1:" + port;
    }

    /** Takes only the binary from the embedding, which would stop it while the application still drains. */
    private void launch() throws IOException {
        Path settings = data.resolve("redis.conf");
        Files.writeString(settings, SETTINGS.formatted(port, data, pidFile.path(), log));
        new ProcessBuilder(RedisExecProvider.defaultProvider().get().getPath(), settings.toString())
                .inheritIO()
                .start();
    }

    /** Sends PING, because Redis accepts connections while it still loads its data. */
    private boolean answers() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream().write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
            return socket.getInputStream().read() == '+';
        } catch (IOException notYet) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 0, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
