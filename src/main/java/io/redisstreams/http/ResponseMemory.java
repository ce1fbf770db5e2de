package io.redisstreams.http;

import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.redisstreams.fault.ResponseMemoryException;
import io.redisstreams.process.PayloadBudget;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.concurrent.Semaphore;

/** Bounds the memory of large responses of this process, each from its first read until the client has received it. */
@ApplicationScoped
public class ResponseMemory implements PayloadBudget {
    private static final long LARGEST_ANSWER = 8_000_000;

    private final CurrentVertxRequest call;
    private final int total;
    private final Semaphore free;

    @Inject
    ResponseMemory(CurrentVertxRequest call) {
        this(call, Runtime.getRuntime().maxMemory() / 8);
    }

    ResponseMemory(CurrentVertxRequest call, long bytes) {
        this.call = call;
        this.total = (int) Math.min(1 << 30, bytes);
        this.free = new Semaphore(total);
    }

    @Override
    public long mostBytes() {
        return Math.min(LARGEST_ANSWER, total / 2);
    }

    /** For a response with one event, which should be whole if possible. */
    public PayloadBudget forOne() {
        return new PayloadBudget() {
            @Override
            public long mostBytes() {
                return total;
            }

            @Override
            public void reserve(long bytes) {
                ResponseMemory.this.reserve(bytes);
            }
        };
    }

    @Override
    public void reserve(long bytes) {
        int permits = (int) Math.min(total, bytes);
        if (!free.tryAcquire(permits)) {
            throw new ResponseMemoryException();
        }
        call.getCurrent().addEndHandler(ended -> free.release(permits));
    }

    public int total() {
        return total;
    }

    public Semaphore free() {
        return free;
    }
}
