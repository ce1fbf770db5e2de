package io.redisstreams.http.connection;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;

/** Sends bytes to an HTTP server that no well-behaved client would send. */
public final class RawClient implements AutoCloseable {
    private final Socket socket;

    public RawClient(int port) {
        try {
            socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setSoTimeout((int) Duration.ofSeconds(30).toMillis());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** The whole answer to one request, after which the connection is closed. */
    public static String ask(int port, String request) {
        try (RawClient client = new RawClient(port)) {
            client.send(request);
            return client.readToEnd();
        }
    }

    /** A request without a body. */
    public static String request(String method, String path, String... headers) {
        StringBuilder request = new StringBuilder(method + ' ' + path + " HTTP/1.1\r\nHost: localhost\r\n");
        for (String header : headers) {
            request.append(header).append("\r\n");
        }
        return request.append("\r\n").toString();
    }

    public void send(String bytes) {
        try {
            socket.getOutputStream().write(bytes.getBytes(ISO_8859_1));
            socket.getOutputStream().flush();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Until the server closes the connection. */
    public String readToEnd() {
        try {
            return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** What comes until the text is there. */
    public String readUntil(String text) {
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        try {
            InputStream in = socket.getInputStream();
            while (!read.toString(ISO_8859_1).contains(text)) {
                int next = in.read();
                if (next < 0) {
                    break;
                }
                read.write(next);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return read.toString(ISO_8859_1);
    }

    /** Whether the server has closed the connection, or will within the time. Drops what it still sends. */
    public boolean endsWithin(Duration patience) {
        try {
            socket.setSoTimeout((int) patience.toMillis());
            return socket.getInputStream().skip(Long.MAX_VALUE) >= 0
                    && socket.getInputStream().read() < 0;
        } catch (java.net.SocketTimeoutException open) {
            return false;
        } catch (IOException reset) {
            return true;
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
