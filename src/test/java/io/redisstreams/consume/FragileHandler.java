package io.redisstreams.consume;

import io.redisstreams.handler.Delivery;
import io.redisstreams.handler.EventHandler;
import jakarta.enterprise.context.ApplicationScoped;

/** A handler whose payload cannot always be made: a class is missing, the stack or the memory ends. */
@ApplicationScoped
class FragileHandler implements EventHandler<FragileHandler.Fragile> {
    static final String TYPE = "test.fragile";

    record Fragile(String error) {
        Fragile {
            Errors.raise(error);
        }
    }

    @Override
    public String eventType() {
        return TYPE;
    }

    @Override
    public Class<Fragile> payloadType() {
        return Fragile.class;
    }

    @Override
    public void handle(Delivery<Fragile> delivery) {}
}
