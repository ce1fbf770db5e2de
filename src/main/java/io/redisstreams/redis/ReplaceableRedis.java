package io.redisstreams.redis;

import io.vertx.core.Future;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.List;
import java.util.function.Supplier;

/** A Redis client that is replaced by a new one while others use it. */
final class ReplaceableRedis implements Redis {
    private final Supplier<Redis> maker;
    private volatile Redis current;
    private boolean closed;

    ReplaceableRedis(Supplier<Redis> maker) {
        this.maker = maker;
        this.current = maker.get();
    }

    /** Closes all connections, so that their commands fail, and sends the next command through a new client. */
    synchronized void replace() {
        if (!closed) {
            current.close();
            current = maker.get();
        }
    }

    @Override
    public Future<RedisConnection> connect() {
        return current.connect();
    }

    @Override
    public Future<Response> send(Request command) {
        return current.send(command);
    }

    @Override
    public Future<List<Response>> batch(List<Request> commands) {
        return current.batch(commands);
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            current.close();
        }
    }
}
