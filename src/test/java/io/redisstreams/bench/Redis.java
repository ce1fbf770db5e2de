package io.redisstreams.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/** The few commands that the benchmark asks Redis itself. */
final class Redis implements AutoCloseable {
    private final Socket socket;
    private final DataInputStream in;

    Redis(InetSocketAddress address) throws IOException {
        socket = new Socket(address.getAddress(), address.getPort());
        socket.setTcpNoDelay(true);
        in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
    }

    /** A {@code String}, {@code Long}, {@code List<Object>} or null. */
    Object call(String... words) throws IOException {
        StringBuilder resp = new StringBuilder("*").append(words.length).append("\r\n");
        for (String word : words) {
            resp.append('$').append(word.length()).append("\r\n").append(word).append("\r\n");
        }
        socket.getOutputStream().write(resp.toString().getBytes(UTF_8));
        return reply();
    }

    /** How many entries the group has finished with, for a stream from which none was deleted; 0 before there is one. */
    long done(String stream, String group) throws IOException {
        if (call("EXISTS", stream).equals(0L)) {
            return 0;
        }
        for (Object info : (List<?>) call("XINFO", "GROUPS", stream)) {
            List<?> fields = (List<?>) info;
            if (field(fields, "name").equals(group)) {
                return (Long) field(fields, "entries-read") - (Long) field(fields, "pending");
            }
        }
        return 0;
    }

    private static Object field(List<?> fields, String name) {
        Object value = fields.get(fields.indexOf(name) + 1);
        return value == null ? 0L : value;
    }

    private Object reply() throws IOException {
        char kind = (char) in.read();
        String line = line();
        switch (kind) {
            case '+':
                return line;
            case ':':
                return Long.valueOf(line);
            case '$':
                int length = Integer.parseInt(line);
                return length < 0 ? null : new String(in.readNBytes(length + 2), 0, length, UTF_8);
            case '*':
                List<Object> items = new ArrayList<>();
                for (int i = Integer.parseInt(line); i > 0; i--) {
                    items.add(reply());
                }
                return items;
            default:
                throw new IOException("Redis says " + line);
        }
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\r'; c = in.read()) {
            if (c < 0) {
                throw new IOException("Redis has closed the connection");
            }
            line.append((char) c);
        }
        in.read();
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
