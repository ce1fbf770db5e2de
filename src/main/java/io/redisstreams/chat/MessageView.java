package io.redisstreams.chat;

import java.time.Instant;
import java.util.UUID;

/** A chat message in the API. Its id is the id of its event. */
public record MessageView(UUID id, String roomId, String senderId, String receiverId, String content, Instant sentAt) {
    static MessageView of(ChatMessage message) {
        return new MessageView(
                message.id, message.roomId, message.senderId, message.receiverId, message.content, message.sentAt);
    }

    static MessageView of(UUID id, MessageSent message, Instant sentAt) {
        return new MessageView(
                id, message.roomId(), message.senderId(), message.receiverId(), message.content(), sentAt);
    }
}
