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
 * The servers of development and tests: real ones, from binaries in Maven artifacts. All their data is in one directory,
 * which belongs to one JVM at a time; servers that a killed JVM left running there are stopped first.
 */
public final class EmbeddedServers {
    private final Path directory;
    private final boolean fresh;
    /** Kept open: closing the file would release the lock. */
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

    /** Servers that continue with the data in the directory. */
    public static EmbeddedServers keeping(Path directory) {
        return in(directory, false);
    }

    /** Servers that begin without data. */
    public static EmbeddedServers fresh(Path directory) {
        return in(directory, true);
    }

    /** Starts PostgreSQL and returns the Quarkus properties with its address. */
    public Map<String, String> startPostgres() {
        return start(new PostgresServer(directory));
    }

    /** Starts Redis and returns the Quarkus properties with its address. */
    public Map<String, String> startRedis() {
        return start(new EmbeddedRedis(directory));
    }

    /** Stops the started servers. */
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
