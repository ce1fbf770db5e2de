package io.redisstreams.http.connection;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.vertx.core.Context;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * Hands each new HTTP connection to {@link Connections}, before its first byte is read. Vert.x has no place for that: the
 * first request to the service shows the socket that accepts connections, and all later ones pass through this handler.
 */
@ApplicationScoped
class ConnectionWatch {
    private static final String NAME = "connections";

    private final Connections connections;
    private volatile Channel watched;

    ConnectionWatch(Connections connections) {
        this.connections = connections;
    }

    void install(@Observes Router router) {
        router.route().order(Integer.MIN_VALUE).handler(this::watch);
    }

    private void watch(RoutingContext call) {
        Channel server = call.request().connection() instanceof ConnectionBase connection
                ? connection.channel().parent()
                : null;
        if (server == null || server == watched || !watches(server)) {
            call.next();
            return;
        }
        // The answer comes after the handler, so that the connection that a caller opens next is seen.
        Context context = call.vertx().getOrCreateContext();
        call.request().pause();
        server.eventLoop().execute(() -> {
            install(server);
            context.runOnContext(installed -> {
                call.request().resume();
                call.next();
            });
        });
    }

    /** Whether this is the first request from there. */
    private synchronized boolean watches(Channel server) {
        boolean isNew = server != watched;
        watched = server;
        return isNew;
    }

    private void install(Channel server) {
        if (server.pipeline().get(NAME) != null) {
            // Left by the application before a live reload, which keeps the socket.
            server.pipeline().remove(NAME);
        }
        server.pipeline().addFirst(NAME, new Acceptor(connections));
    }

    @Sharable
    private static final class Acceptor extends ChannelInboundHandlerAdapter {
        private final Connections connections;

        Acceptor(Connections connections) {
            this.connections = connections;
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object accepted) throws Exception {
            connections.guard((Channel) accepted);
            super.channelRead(context, accepted);
        }
    }
}
