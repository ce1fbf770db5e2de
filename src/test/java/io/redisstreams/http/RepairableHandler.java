package io.redisstreams.http;

import io.redisstreams.event.BadPayloadException;
import io.redisstreams.handler.Delivery;
import io.redisstreams.handler.EventHandler;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Gives up at once on events that it is broken for, until a test repairs it. */
@ApplicationScoped
class RepairableHandler implements EventHandler<RepairableHandler.Marked> {
    static final String TYPE = "test.repairable";
    private final Set<String> broken = ConcurrentHashMap.newKeySet();

    record Marked(String mark) {}

    void breakFor(String mark) {
        broken.add(mark);
    }

    void repair() {
        broken.clear();
    }

    @Override
    public String eventType() {
        return TYPE;
    }

    @Override
    public Class<Marked> payloadType() {
        return Marked.class;
    }

    @Override
    public void handle(Delivery<Marked> delivery) {
        if (broken.contains(delivery.payload().mark())) {
            throw new BadPayloadException("the handler is broken");
        }
    }
}
