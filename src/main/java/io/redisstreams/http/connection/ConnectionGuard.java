package io.redisstreams.http.connection;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Watches the bytes of one connection: closes it when there are too many connections or its client is too slow, and
 * stops reading while the client has enough to read itself. Its {@link RequestGate} knows what the bytes mean.
 */
final class ConnectionGuard extends ChannelDuplexHandler {
    private static final String VERTX_HANDLER = "handler";
    private static final long LEAST_BYTES = 64 * 1024;
    private static final Duration OVERFULL_PATIENCE = Duration.ofSeconds(1);

    private final Connections connections;
    private final RequestGate gate;
    private final Progress progress = new Progress();
    private ScheduledFuture<?> ticks;
    private boolean stoppedReading;

    ConnectionGuard(Connections connections) {
        this.connections = connections;
        this.gate = new RequestGate(connections, this::readOrStop);
    }

    /** The connection is already open: it was just accepted, or the service has just begun to watch. */
    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        if (!connections.opened(context.channel())) {
            connections.count(Closed.TOO_MANY_CONNECTIONS);
            context.close();
            return;
        }
        long millis = tickMillis(connections);
        ticks = context.executor().scheduleAtFixedRate(() -> tick(context), millis, millis, TimeUnit.MILLISECONDS);
        installGate(context);
    }

    @Override
    public void channelActive(ChannelHandlerContext context) throws Exception {
        super.channelActive(context);
        installGate(context);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) throws Exception {
        connections.ended(context.channel());
        if (ticks != null) {
            ticks.cancel(false);
        }
        super.channelInactive(context);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object bytes) throws Exception {
        installGate(context);
        gate.bytesCame();
        super.channelRead(context, bytes);
        readOrStop(context);
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) throws Exception {
        if (message instanceof ByteBuf bytes && bytes.isReadable()) {
            long count = bytes.readableBytes();
            connections.unsent(count);
            progress.wrote(count);
            super.write(context, message, promise.unvoid().addListener(sent -> connections.unsent(-count)));
        } else {
            super.write(context, message, promise);
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) throws Exception {
        readOrStop(context);
        super.channelWritabilityChanged(context);
    }

    /** With TLS, the HTTP handlers exist only after the handshake. */
    private void installGate(ChannelHandlerContext context) {
        var pipeline = context.pipeline();
        if (gate.isMissing() && pipeline.get(VERTX_HANDLER) != null) {
            pipeline.addBefore(VERTX_HANDLER, "gate", gate);
        }
    }

    /** Vert.x also stops reading for its own reasons, which must not be undone here. */
    private void readOrStop(ChannelHandlerContext context) {
        var settings = context.channel().config();
        boolean enough = gate.isFull() || !context.channel().isWritable();
        if (enough && settings.isAutoRead()) {
            settings.setAutoRead(false);
            stoppedReading = true;
        } else if (!enough && stoppedReading) {
            stoppedReading = false;
            settings.setAutoRead(true);
        }
    }

    private void readOrStop() {
        readOrStop(gate.context().pipeline().context(this));
    }

    private void tick(ChannelHandlerContext context) {
        boolean overfull = connections.overfull();
        Duration patience = overfull ? OVERFULL_PATIENCE : connections.config().writeTimeout();
        if (progress.stalls(context.channel(), overfull ? LEAST_BYTES : 1, patience)) {
            connections.count(Closed.NOT_READING);
            context.close();
        } else {
            gate.closeIfLate(context);
        }
    }

    private static long tickMillis(Connections connections) {
        ConnectionConfig config = connections.config();
        long shortest = Stream.of(
                        config.headerTimeout(),
                        config.bodyTimeout(),
                        config.idleTimeout(),
                        config.writeTimeout(),
                        connections.lanes().config().after())
                .mapToLong(Duration::toMillis)
                .min()
                .orElseThrow();
        return Math.max(50, Math.min(1000, shortest / 4));
    }
}
