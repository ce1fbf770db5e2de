package io.redisstreams.reliability;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import redis.embedded.RedisExecProvider;

/** A Redis that can be stopped and started again at its port, with its append-only file. */
public final class RedisUnderTest implements AutoCloseable {
    private final Path directory;
    private final int port;
    private Process process;

    public RedisUnderTest(Path directory) {
        this.directory = directory;
        this.port = Ports.free();
        start();
    }

    Path directory() {
        return directory;
    }

    public int port() {
        return port;
    }

    public String url() {
        return "redis://127.0.0.1:" + port;
    }

    public RespClient connect() {
        return new RespClient(port);
    }

    public void start() {
        try {
            Files.createDirectories(directory);
            String binary = RedisExecProvider.defaultProvider().get().getPath();
            process = new ProcessBuilder(
                            binary,
                            "--bind",
                            "127.0.0.1",
                            "--port",
                            String.valueOf(port),
                            "--dir",
                            directory.toString(),
                            "--save",
                            "",
                            "--appendonly",
                            "yes",
                            "--appendfsync",
                            "everysec",
                            "--maxmemory-policy",
                            "noeviction")
                    .redirectErrorStream(true)
                    .redirectOutput(directory.resolve("redis.log").toFile())
                    .start();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        Awaitility.await().until(this::answers);
    }

    /** An orderly end, which writes the append-only file. */
    public void stop() {
        process.destroy();
        try {
            process.waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean answers() {
        try (RespClient client = connect()) {
            return "PONG".equals(client.call("PING"));
        } catch (RuntimeException notYet) {
            return false;
        }
    }

    @Override
    public void close() {
        stop();
    }
}
