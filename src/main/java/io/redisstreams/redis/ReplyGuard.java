package io.redisstreams.redis;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.util.ReferenceCountUtil;
import io.redisstreams.process.Channels;
import io.redisstreams.process.MemoryBudget;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import io.vertx.core.net.impl.NetSocketImpl;
import io.vertx.core.net.impl.VertxHandler;
import org.jboss.logging.Logger;

/**
 * Closes a connection when Redis sends more on it at once than this process can hold. Scripts check the size of entries
 * before Redis sends them, but a command that waits for the next entry receives it whole. That entry stays in the
 * stream, and becomes pending when a group waited for it, so the next read finds it and checks its size.
 */
final class ReplyGuard extends ChannelDuplexHandler {
    private static final Logger LOG = Logger.getLogger(ReplyGuard.class);
    private static final String NAME = "reply-guard";
    private static final String VERTX_HANDLER = "handler";
    private static final long BESIDE_ENTRIES = 1 << 20;

    private final long most;
    private long bytes;

    private ReplyGuard(long most) {
        this.most = most;
    }

    /** The most bytes of one reply. */
    static long most(MemoryBudget budget) {
        return Math.max(Runtime.getRuntime().maxMemory() / 8, budget.largest() + BESIDE_ENTRIES);
    }

    /** Guards the connections to Redis that are open now. Must be called often, because clients open new ones. */
    static void guard(Vertx vertx, long most) {
        Channels.forEach(((VertxInternal) vertx).getEventLoopGroup(), channel -> {
            if (isRedis(channel) && channel.pipeline().get(NAME) == null) {
                channel.pipeline().addFirst(NAME, new ReplyGuard(most));
            }
        });
    }

    /** Only the Redis clients open sockets that do not speak HTTP. */
    private static boolean isRedis(Channel channel) {
        return channel.parent() == null
                && channel.pipeline().get(VERTX_HANDLER) instanceof VertxHandler<?> handler
                && handler.getConnection() instanceof NetSocketImpl;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
        if (message instanceof ByteBuf part) {
            boolean fitted = bytes <= most;
            bytes += part.readableBytes();
            if (bytes > most) {
                ReferenceCountUtil.release(message);
                if (fitted) {
                    LOG.warnf(
                            "Redis sent more than %d bytes at once; the connection was closed. A large entry is read again"
                                    + " in parts",
                            most);
                    context.close();
                }
                return;
            }
        }
        super.channelRead(context, message);
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) throws Exception {
        bytes = 0;
        super.write(context, message, promise);
    }
}
