package io.redisstreams.consume;

import io.redisstreams.handler.Delivery;
import io.redisstreams.handler.EventHandler;
import jakarta.enterprise.context.ApplicationScoped;

/** Reads payloads of another shape than they have, until a test repairs it. */
@ApplicationScoped
public class ReshapedHandler implements EventHandler<Object> {
    public static final String TYPE = "test.reshaped";

    private volatile Class<?> shape = Before.class;

    record Before(int a) {}

    record After(int b) {}

    public void repair() {
        shape = After.class;
    }

    @Override
    public String eventType() {
        return TYPE;
    }

    @Override
    @SuppressWarnings("unchecked") // The shape is nobody's but Jackson's business here.
    public Class<Object> payloadType() {
        return (Class<Object>) shape;
    }

    @Override
    public void handle(Delivery<Object> delivery) {}
}
