package io.redisstreams.reliability;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * A TCP proxy on loopback between the service and one server, which breaks the network on demand. Every fault but
 * {@link #cut} and {@link #halfOpen} lasts until the next call.
 */
public final class FaultProxy implements AutoCloseable {
    private enum Mode {
        FORWARD,
        SILENT,
        CUT_ANSWERS
    }

    private record State(Mode mode, Duration latency, String word) {}

    private static final State FORWARD = new State(Mode.FORWARD, Duration.ZERO, "");

    private final ServerSocket listening;
    private final int serverPort;
    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
    private final AtomicInteger accepted = new AtomicInteger();
    private final AtomicInteger cuts = new AtomicInteger();
    private volatile State state = FORWARD;

    /** Listens on a free port. */
    public FaultProxy(int serverPort) {
        this.serverPort = serverPort;
        try {
            listening = new ServerSocket(0, 1024, InetAddress.getLoopbackAddress());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        start("fault-proxy", this::accept);
    }

    public int port() {
        return listening.getLocalPort();
    }

    /** Passes everything on; what was held back by {@link #silent} is passed on now. */
    public void forward() {
        state = FORWARD;
    }

    /** Passes on what comes by new connections; those that are open stay open, and silent for ever. */
    public void forwardNew() {
        halfOpen();
        state = FORWARD;
    }

    /** Accepts connections and closes none, but passes nothing on: neither old connections nor new ones get an answer. */
    public void silent() {
        state = new State(Mode.SILENT, Duration.ZERO, "");
    }

    /** Passes everything on, each piece so much later in both directions. */
    public void latency(Duration each) {
        state = new State(Mode.FORWARD, each, "");
    }

    /** Passes requests on; closes a connection in place of the answer to a request that contains this word. */
    public void cutAnswersTo(String word) {
        state = new State(Mode.CUT_ANSWERS, Duration.ZERO, word);
    }

    /** The server loses every open connection and the service is not told; new connections work. */
    public void halfOpen() {
        connections.forEach(Connection::forget);
    }

    /** Closes every open connection on both sides; new connections work. */
    public void cut() {
        connections.forEach(Connection::close);
    }

    /** How many connections were accepted since the start. */
    public int accepted() {
        return accepted.get();
    }

    /** How many connections {@link #cutAnswersTo} closed. */
    public int cutAnswers() {
        return cuts.get();
    }

    @Override
    public void close() {
        closeQuietly(listening);
        cut();
    }

    private void accept() {
        try {
            while (true) {
                Connection connection = new Connection(listening.accept());
                connections.add(connection);
                accepted.incrementAndGet();
                start("fault-proxy-out", connection::requests);
            }
        } catch (IOException closed) {
            cut();
        }
    }

    private static void start(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    private static void closeQuietly(AutoCloseable closeable) {
        try {
            closeable.close();
        } catch (Exception gone) {
            // It is closed either way.
        }
    }

    private final class Connection {
        private final Socket client;
        private final Socket server = new Socket();
        private volatile boolean forgotten;
        private volatile boolean armed;

        Connection(Socket client) {
            this.client = client;
        }

        void requests() {
            try {
                held();
                if (forgotten) {
                    return;
                }
                client.setTcpNoDelay(true);
                server.setTcpNoDelay(true);
                server.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), serverPort));
                start("fault-proxy-in", () -> pass(server, client, false));
                pass(client, server, true);
            } catch (IOException gone) {
                close();
            }
        }

        private void pass(Socket from, Socket to, boolean requests) {
            byte[] bytes = new byte[65_536];
            try {
                for (int n; (n = from.getInputStream().read(bytes)) >= 0; ) {
                    held();
                    LockSupport.parkNanos(state.latency().toNanos());
                    if (requests) {
                        armed |= toCut(new String(bytes, 0, n, ISO_8859_1));
                    } else if (armed) {
                        cuts.incrementAndGet();
                        break;
                    }
                    if (!forgotten) {
                        to.getOutputStream().write(bytes, 0, n);
                    }
                }
                end();
            } catch (IOException gone) {
                end();
            }
        }

        private boolean toCut(String request) {
            State now = state;
            return now.mode() == Mode.CUT_ANSWERS && request.contains(now.word());
        }

        private void held() {
            while (state.mode() == Mode.SILENT && !client.isClosed()) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
            }
        }

        void forget() {
            forgotten = true;
            closeQuietly(server);
        }

        /** A forgotten connection stays open towards the service. */
        private void end() {
            if (!forgotten) {
                close();
            }
        }

        void close() {
            closeQuietly(client);
            closeQuietly(server);
            connections.remove(this);
        }
    }
}
