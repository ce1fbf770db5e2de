package io.redisstreams.http.connection;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ServerChannel;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.http.HttpServerStart;
import io.quarkus.vertx.http.HttpsServerStart;
import io.redisstreams.process.Channels;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;

/**
 * Passes each HTTP connection to {@link Connections} before its first byte is read. Vert.x offers no place for that, but
 * its event loops know the socket that accepts connections, and the connections that were accepted before this runs.
 */
@ApplicationScoped
class ConnectionWatch {
    private static final String NAME = "connections";

    private final Connections connections;

    ConnectionWatch(Connections connections) {
        this.connections = connections;
    }

    void listens(@ObservesAsync HttpServerStart started, Vertx vertx) {
        install(vertx);
    }

    void listensWithTls(@ObservesAsync HttpsServerStart started, Vertx vertx) {
        install(vertx);
    }

    /** Runs after a live reload, which keeps the socket. */
    void reloaded(@Observes StartupEvent started, Vertx vertx) {
        install(vertx);
    }

    void install(Vertx vertx) {
        VertxInternal loops = (VertxInternal) vertx;
        Channels.forEach(loops.getAcceptorEventLoopGroup(), channel -> {
            if (channel instanceof ServerChannel) {
                watch(channel);
                // The loops register accepted connections before they run this.
                Channels.forEach(loops.getEventLoopGroup(), accepted -> {
                    if (accepted.parent() == channel) {
                        connections.guard(accepted);
                    }
                });
            }
        });
    }

    private void watch(Channel server) {
        if (server.pipeline().get(NAME) != null) {
            // Left by the application before a live reload.
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
