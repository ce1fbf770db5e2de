package io.redisstreams.dev;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.Map;

/**
 * The servers of development and tests: real ones, from binaries that come as Maven artifacts. All they keep is in one
 * directory, which belongs to one JVM at a time; what a killed JVM left running there is stopped first.
 */
public final class EmbeddedServers {
    private final Path directory;
    private final boolean fresh;
    /** Held, as the file would else be closed and so unlocked. */
    private final FileLock lock;

    private final Deque<ProcessHandle> processes = new ArrayDeque<>();

    private EmbeddedServers(Path directory, boolean fresh) throws IOException {
        this.fresh = fresh;
        this.directory = Files.createDirectories(directory.toAbsolutePath());
        lock = FileChannel.open(directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)
                .tryLock();
        if (lock == null) {
            throw new IOException("The servers in " + directory + " belong to another JVM, which is still running");
        }
    }

    /** Servers that go on with the data in the directory. */
    public static EmbeddedServers keeping(Path directory) {
        return in(directory, false);
    }

    /** Servers that begin with no data. */
    public static EmbeddedServers fresh(Path directory) {
        return in(directory, true);
    }

    /** Starts PostgreSQL and gives the Quarkus properties that lead to it. */
    public Map<String, String> startPostgres() {
        return start(new PostgresServer(directory));
    }

    /** Starts Redis and gives the Quarkus properties that lead to it. */
    public Map<String, String> startRedis() {
        return start(new EmbeddedRedis(directory));
    }

    /** Stops what was started. */
    public void stop() {
        while (!processes.isEmpty()) {
            PidFile.stop(processes.pop());
        }
    }

    private static EmbeddedServers in(Path directory, boolean fresh) {
        try {
            return new EmbeddedServers(directory, fresh);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Map<String, String> start(EmbeddedServer server) {
        try {
            server.pidFile().process().ifPresent(PidFile::stop);
            if (fresh) {
                delete(server.data());
            }
            processes.push(server.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        System.out.println(server.address());
        return server.properties();
    }

    private static void delete(Path tree) throws IOException {
        if (Files.exists(tree)) {
            try (var paths = Files.walk(tree)) {
                for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }
}
