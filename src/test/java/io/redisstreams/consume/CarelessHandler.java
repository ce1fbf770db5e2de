package io.redisstreams.consume;

import com.fasterxml.jackson.databind.JsonNode;
import io.redisstreams.handler.Delivery;
import io.redisstreams.handler.EventHandler;
import io.redisstreams.user.User;
import io.redisstreams.user.UserStatus;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.UUID;

/** A handler as one is written in haste: it fails as the payload's field {@code fails} says. */
@ApplicationScoped
class CarelessHandler implements EventHandler<JsonNode> {
    static final String TYPE = "test.careless";

    @Override
    public String eventType() {
        return TYPE;
    }

    @Override
    public Class<JsonNode> payloadType() {
        return JsonNode.class;
    }

    @Override
    public void handle(Delivery<JsonNode> delivery) {
        JsonNode payload = delivery.payload();
        if (payload.get("fails").asText().equals("jpa")) {
            store(payload.get("username").asText());
        } else {
            length(payload.get("missing"));
        }
    }

    private static int length(JsonNode missing) {
        return missing.asText().length();
    }

    /** Hibernate writes it at the commit. */
    private static void store(String username) {
        User user = new User();
        user.id = UUID.randomUUID();
        user.username = username;
        user.email = user.id + "@example.com";
        user.status = UserStatus.ACTIVE;
        user.createdAt = Instant.now();
        user.updatedAt = user.createdAt;
        user.persist();
    }
}
