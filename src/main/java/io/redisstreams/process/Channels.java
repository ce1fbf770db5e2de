package io.redisstreams.process;

import io.netty.channel.Channel;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.SingleThreadEventLoop;
import io.netty.util.concurrent.EventExecutor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Finds the open sockets of Netty's event loops. Vert.x offers no place for our handlers, so we look for its sockets
 * there.
 */
public final class Channels {
    private Channels() {}

    /** Runs an action for each channel that is registered now, in the channel's event loop. Does not wait for it. */
    public static void forEach(EventLoopGroup group, Consumer<Channel> action) {
        for (EventExecutor loop : group) {
            loop.execute(() -> {
                List<Channel> channels = new ArrayList<>();
                ((SingleThreadEventLoop) loop).registeredChannelsIterator().forEachRemaining(channels::add);
                channels.forEach(action);
            });
        }
    }
}
