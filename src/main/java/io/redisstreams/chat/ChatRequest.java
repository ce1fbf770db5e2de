package io.redisstreams.chat;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

record ChatRequest(
        @NotBlank @Size(max = MessageSent.ID) String senderId,
        @NotBlank @Size(max = MessageSent.ID) String receiverId,
        @NotBlank @Size(max = MessageSent.CONTENT) String content,

        @Size(max = MessageSent.ID)
        @Pattern(regexp = ".*\\S.*", flags = Pattern.Flag.DOTALL, message = "must not be blank")
        String roomId) {
    MessageSent message() {
        return new MessageSent(senderId, receiverId, content, roomId);
    }
}
