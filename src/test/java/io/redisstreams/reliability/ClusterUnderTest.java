package io.redisstreams.reliability;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import redis.embedded.RedisExecProvider;

/** A Redis Cluster of three masters, which ask for a user and a password. */
final class ClusterUnderTest implements AutoCloseable {
    private static final int NODES = 3;
    private static final int SLOTS = 16_384;

    private final String user;
    private final String password;
    private final List<Integer> ports = new ArrayList<>();
    private final List<Process> processes = new ArrayList<>();

    ClusterUnderTest(Path directory, String user, String password) {
        this.user = user;
        this.password = password;
        try {
            for (int i = 0; i < NODES; i++) {
                start(Files.createDirectories(directory.resolve("node-" + i)));
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        join();
    }

    private void start(Path directory) throws IOException {
        int port = Ports.free();
        ports.add(port);
        processes.add(new ProcessBuilder(
                        RedisExecProvider.defaultProvider().get().getPath(),
                        "--bind",
                        "127.0.0.1",
                        "--port",
                        String.valueOf(port),
                        "--cluster-port",
                        String.valueOf(Ports.free()),
                        "--cluster-enabled",
                        "yes",
                        "--dir",
                        directory.toString(),
                        "--save",
                        "",
                        "--appendonly",
                        "yes")
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("redis.log").toFile())
                .start());
    }

    private void join() {
        for (int i = 0; i < NODES; i++) {
            int first = SLOTS * i / NODES;
            int last = SLOTS * (i + 1) / NODES - 1;
            int port = ports.get(i);
            Awaitility.await().ignoreExceptions().until(() -> "PONG".equals(call(port, "PING")));
            call(port, "CLUSTER", "ADDSLOTSRANGE", String.valueOf(first), String.valueOf(last));
            call(port, "ACL", "SETUSER", user, "on", ">" + password, "~*", "&*", "+@all");
        }
        String id = (String) call(ports.get(0), "CLUSTER", "MYID");
        for (int port : ports.subList(1, NODES)) {
            call(port, "CLUSTER", "MEET", "127.0.0.1", String.valueOf(ports.get(0)), busPort(id));
        }
        Awaitility.await().until(() -> ports.stream().allMatch(this::complete));
        ports.forEach(port -> call(port, "ACL", "SETUSER", "default", "off"));
    }

    /** The port at which the first node speaks to the others: {@code <id> <ip:port@busport>}. */
    private String busPort(String id) {
        String nodes = (String) call(ports.get(0), "CLUSTER", "NODES");
        String self =
                nodes.lines().filter(line -> line.startsWith(id)).findFirst().orElseThrow();
        return self.split(" ")[1].split("[@,]")[1];
    }

    private boolean complete(int port) {
        String info = (String) call(port, "CLUSTER", "INFO");
        return info.contains("cluster_state:ok") && info.contains("cluster_known_nodes:" + NODES);
    }

    private static Object call(int port, String... command) {
        try (RespClient client = new RespClient(port)) {
            return client.call(command);
        }
    }

    /** All nodes, as {@code quarkus.redis.hosts} takes them. */
    String urls() {
        return ports.stream().map(port -> "redis://127.0.0.1:" + port).collect(Collectors.joining(","));
    }

    @Override
    public void close() {
        processes.forEach(Process::destroy);
    }
}
