package io.redisstreams.consume;

import com.fasterxml.jackson.databind.JsonNode;
import io.redisstreams.handler.Delivery;
import io.redisstreams.handler.EventHandler;
import jakarta.enterprise.context.ApplicationScoped;

/** A handler that says it may run again, and shows it by another effect. */
@ApplicationScoped
public class RepeatableHandler implements EventHandler<JsonNode> {
    public static final String TYPE = "test.repeatable";

    private final Effects effects;

    RepeatableHandler(Effects effects) {
        this.effects = effects;
    }

    @Override
    public String eventType() {
        return TYPE;
    }

    @Override
    public Class<JsonNode> payloadType() {
        return JsonNode.class;
    }

    @Override
    public boolean idempotent() {
        return true;
    }

    @Override
    public void handle(Delivery<JsonNode> delivery) {
        effects.run(delivery);
    }
}
