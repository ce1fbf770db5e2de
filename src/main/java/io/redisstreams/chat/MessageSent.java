package io.redisstreams.chat;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.redisstreams.event.Fields;

/**
 * Payload of {@code message.sent}. The message's id is the event's, and it was sent at the event's time.
 *
 * @param roomId never null; {@value #GENERAL} by default
 */
@RegisterForReflection
@JsonIgnoreProperties(ignoreUnknown = true)
public record MessageSent(String senderId, String receiverId, String content, String roomId) {
    public static final String GENERAL = "general";
    /** The longest content, in characters. */
    public static final int CONTENT = 10_000;
    /** The longest ids of people and rooms, in characters; they come from any system. */
    public static final int ID = 100;

    public MessageSent {
        Fields.text("senderId", senderId, ID);
        Fields.text("receiverId", receiverId, ID);
        Fields.text("content", content, CONTENT);
        roomId = roomId == null ? GENERAL : Fields.text("roomId", roomId, ID);
    }
}
