package io.redisstreams.push;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.redisstreams.event.Event;
import io.redisstreams.group.PushSettings;
import io.redisstreams.group.PushSettings.Format;
import io.redisstreams.group.WebhookSecret;
import io.redisstreams.handler.Delivery;
import io.redisstreams.trace.TraceParent;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What is posted for one delivery. The id, the time and the signature are those of Standard Webhooks, in every format; the
 * signature covers the id, the time and the body.
 *
 * @param headers in the order in which they are sent
 */
record Message(Map<String, String> headers, byte[] body) {
    static Message of(PushSettings push, Delivery<String> delivery, Instant now) {
        Map<String, String> headers = new LinkedHashMap<>();
        byte[] body = body(push.format(), delivery, headers).getBytes(UTF_8);
        sign(push, delivery.event().id().toString(), now, body, headers);
        headers.put("streams-stream", HeaderText.of(delivery.stream()));
        headers.put("streams-group", HeaderText.of(delivery.group()));
        headers.put("streams-event-type", HeaderText.of(delivery.event().type()));
        headers.put("streams-attempt", Integer.toString(delivery.attempt()));
        if (delivery.event().key() != null) {
            headers.put("streams-key", HeaderText.of(delivery.event().key()));
        }
        if (delivery.replay()) {
            headers.put("streams-replay", "true");
        }
        String traceparent = TraceParent.valid(delivery.event().traceparent());
        if (traceparent != null) {
            headers.put("traceparent", traceparent);
        }
        return new Message(headers, body);
    }

    private static String body(Format format, Delivery<String> delivery, Map<String, String> headers) {
        Event event = delivery.event();
        switch (format) {
            case CLOUDEVENTS_STRUCTURED -> {
                headers.put("content-type", "application/cloudevents+json; charset=utf-8");
                return structured(delivery);
            }
            case CLOUDEVENTS_BINARY -> {
                headers.put("content-type", "application/json");
                headers.put("ce-specversion", "1.0");
                headers.put("ce-id", event.id().toString());
                headers.put("ce-source", source(delivery));
                headers.put("ce-type", HeaderText.of(event.type()));
                headers.put("ce-time", event.timestamp().toString());
                if (event.key() != null) {
                    headers.put("ce-partitionkey", HeaderText.of(event.key()));
                }
            }
            default -> headers.put("content-type", "application/json");
        }
        return event.payload();
    }

    /** The payload stays the text that was published. */
    private static String structured(Delivery<String> delivery) {
        Event event = delivery.event();
        StringBuilder json = new StringBuilder("{\"specversion\":\"1.0\"");
        attribute(json, "id", event.id().toString());
        attribute(json, "source", source(delivery));
        attribute(json, "type", event.type());
        attribute(json, "time", event.timestamp().toString());
        attribute(json, "datacontenttype", "application/json");
        if (event.key() != null) {
            attribute(json, "partitionkey", event.key());
        }
        return json.append(",\"data\":").append(event.payload()).append('}').toString();
    }

    private static void attribute(StringBuilder json, String name, String value) {
        json.append(",\"").append(name).append("\":\"");
        JsonStringEncoder.getInstance().quoteAsString(value, json);
        json.append('"');
    }

    /** A reference that names the stream. */
    private static String source(Delivery<String> delivery) {
        return "/streams/" + HeaderText.of(delivery.stream());
    }

    private static void sign(PushSettings push, String id, Instant now, byte[] body, Map<String, String> headers) {
        String timestamp = Long.toString(now.getEpochSecond());
        headers.put("webhook-id", id);
        headers.put("webhook-timestamp", timestamp);
        if (!push.secrets().isEmpty()) {
            byte[] content = signed(id + '.' + timestamp + '.', body);
            headers.put(
                    "webhook-signature",
                    push.secrets().stream()
                            .map((WebhookSecret secret) -> secret.sign(content))
                            .collect(Collectors.joining(" ")));
        }
    }

    private static byte[] signed(String start, byte[] body) {
        byte[] head = start.getBytes(UTF_8);
        byte[] content = new byte[head.length + body.length];
        System.arraycopy(head, 0, content, 0, head.length);
        System.arraycopy(body, 0, content, head.length, body.length);
        return content;
    }
}
