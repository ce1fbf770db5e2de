package io.redisstreams.push;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.redisstreams.consume.TestEngine;
import io.redisstreams.event.Event;
import io.redisstreams.group.Groups;
import io.redisstreams.group.PushSettings;
import io.redisstreams.handler.Delivery;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class MessageTest {
    private static final UUID ID = UUID.fromString("019c13a8-7d3b-7c55-9a4e-3f0d2b6c8e11");
    private static final String TRACEPARENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    private static final String FIRST = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final String SECOND = "whsec_bmV3bmV3bmV3bmV3bmV3bmV3bmV3bmV3";

    private static Message message(String payload, String key, String traceparent, String... settings) {
        Map<String, String> properties = new HashMap<>();
        String prefix = "streams.groups.\"g\".";
        properties.put(prefix + "stream", "orders of ü");
        properties.put(prefix + "push.url", "https://hooks.example/in");
        for (String setting : settings) {
            String[] pair = setting.split("=", 2);
            properties.put(prefix + "push." + pair[0], pair[1]);
        }
        PushSettings push = new Groups(TestEngine.config(properties))
                .find("g")
                .orElseThrow()
                .push();
        Event event =
                new Event(ID, "order.created", payload, Instant.parse("2026-01-31T12:00:00.123Z"), traceparent, key);
        return Message.of(
                push,
                new Delivery<>(event, payload, "orders of ü", "1-0", "g", 3, false),
                Instant.ofEpochSecond(1614265330));
    }

    @Test
    void aPayloadIsPostedAsItWasPublished() {
        Message message = message("{\"b\": 1.0, \"a\":\"ü\"}", null, TRACEPARENT);
        assertThat(new String(message.body(), UTF_8)).isEqualTo("{\"b\": 1.0, \"a\":\"ü\"}");
        assertThat(message.headers())
                .containsEntry("content-type", "application/json")
                .containsEntry("webhook-id", ID.toString())
                .containsEntry("webhook-timestamp", "1614265330")
                .containsEntry("streams-stream", "orders%20of%20%C3%BC")
                .containsEntry("streams-group", "g")
                .containsEntry("streams-event-type", "order.created")
                .containsEntry("streams-attempt", "3")
                .containsEntry("traceparent", TRACEPARENT)
                .doesNotContainKeys("webhook-signature", "streams-key", "streams-replay");
    }

    @Test
    void eachSecretSigns() {
        Message message = message("{}", null, null, "secrets=" + FIRST + "," + SECOND);
        assertThat(message.headers().get("webhook-signature")).matches("v1,[A-Za-z0-9+/]{43}= v1,[A-Za-z0-9+/]{43}=");
    }

    /** Anybody may write the fields of an entry. */
    @Test
    void noFieldOfAnEntryWritesAHeader() {
        Message message = message("{}", "a\r\nx-evil: 1", "00-x\r\nx-evil: 1");
        assertThat(message.headers())
                .containsEntry("streams-key", "a%0D%0Ax-evil:%201")
                .doesNotContainKey("traceparent");
    }

    @Test
    void aBinaryCloudEventHasItsAttributesInHeaders() {
        Message message = message("{\"a\":1}", "k", null, "format=cloudevents-binary");
        assertThat(new String(message.body(), UTF_8)).isEqualTo("{\"a\":1}");
        assertThat(message.headers())
                .containsEntry("content-type", "application/json")
                .containsEntry("ce-specversion", "1.0")
                .containsEntry("ce-id", ID.toString())
                .containsEntry("ce-source", "/streams/orders%20of%20%C3%BC")
                .containsEntry("ce-type", "order.created")
                .containsEntry("ce-time", "2026-01-31T12:00:00.123Z")
                .containsEntry("ce-partitionkey", "k")
                .containsEntry("webhook-id", ID.toString());
    }

    @Test
    void aStructuredCloudEventHasAllInItsBody() throws IOException {
        Message message = message("{\"a\": 1.0}", "k\"", null, "format=cloudevents-structured");
        assertThat(message.headers()).containsEntry("content-type", "application/cloudevents+json; charset=utf-8");
        JsonNode body = new ObjectMapper().readTree(message.body());
        assertThat(body.path("specversion").asText()).isEqualTo("1.0");
        assertThat(body.path("id").asText()).isEqualTo(ID.toString());
        assertThat(body.path("source").asText()).isEqualTo("/streams/orders%20of%20%C3%BC");
        assertThat(body.path("type").asText()).isEqualTo("order.created");
        assertThat(body.path("time").asText()).isEqualTo("2026-01-31T12:00:00.123Z");
        assertThat(body.path("datacontenttype").asText()).isEqualTo("application/json");
        assertThat(body.path("partitionkey").asText()).isEqualTo("k\"");
        assertThat(body.path("data").toString()).isEqualTo("{\"a\":1.0}");
        assertThat(new String(message.body(), UTF_8)).contains("\"data\":{\"a\": 1.0}");
    }
}
