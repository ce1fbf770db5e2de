package io.redisstreams.bench;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/** One connection of a {@link Load}: a request at a time, until all its replies are there. */
final class LoadConnection {
    private static final int MEGABYTE = 1 << 20;

    private final SocketChannel channel;
    private final SelectionKey key;
    private final Exchange exchange;
    private final int repliesPerRequest;
    private final ByteBuffer out = ByteBuffer.allocateDirect(MEGABYTE);
    private final ByteBuffer in = ByteBuffer.allocateDirect(MEGABYTE);
    private int awaited;

    LoadConnection(InetSocketAddress address, Selector selector, Exchange exchange, int repliesPerRequest)
            throws IOException {
        this.channel = SocketChannel.open(address);
        this.channel.setOption(StandardSocketOptions.TCP_NODELAY, true).configureBlocking(false);
        this.key = channel.register(selector, SelectionKey.OP_READ, this);
        this.exchange = exchange;
        this.repliesPerRequest = repliesPerRequest;
    }

    void send() throws IOException {
        awaited = repliesPerRequest;
        out.clear();
        exchange.write(out);
        out.flip();
        flush();
    }

    /** Goes on after the selector, and says how many replies came. */
    int proceed() throws IOException {
        if (key.isWritable()) {
            flush();
        }
        return key.isReadable() ? receive() : 0;
    }

    boolean idle() {
        return awaited == 0;
    }

    void close() throws IOException {
        channel.close();
    }

    private void flush() throws IOException {
        channel.write(out);
        key.interestOps(out.hasRemaining() ? SelectionKey.OP_READ | SelectionKey.OP_WRITE : SelectionKey.OP_READ);
    }

    private int receive() throws IOException {
        if (channel.read(in) < 0) {
            throw new EOFException("The server has closed a connection");
        }
        in.flip();
        int replies = exchange.read(in);
        in.compact();
        awaited -= replies;
        return replies;
    }
}
