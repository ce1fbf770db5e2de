package io.redisstreams.consume;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.redisstreams.handler.Delivery;
import io.redisstreams.handler.EventHandler;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Remembers the text and the key of its events, as a handler that checks a signature would; its first two runs fail. */
@ApplicationScoped
class FingerprintHandler implements EventHandler<JsonNode> {
    static final String TYPE = "test.fingerprint";

    private final Map<UUID, List<String>> seen = new ConcurrentHashMap<>();

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
        List<String> before = seen(delivery.event().id());
        before.add(
                fingerprint(delivery.event().payload()) + ' ' + delivery.event().key());
        if (before.size() <= 2) {
            throw new IllegalStateException("told to fail");
        }
    }

    List<String> seen(UUID eventId) {
        return seen.computeIfAbsent(eventId, id -> new CopyOnWriteArrayList<>());
    }

    static String fingerprint(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
