package io.redisstreams.chat;

import io.redisstreams.event.EventTypes;
import io.redisstreams.http.CallId;
import io.redisstreams.security.PublishPermit;
import io.redisstreams.security.Roles;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestHeader;

@Path("/api/events/chat")
@RolesAllowed(Roles.PUBLISHER)
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
class ChatResource {
    private final ChatService chat;
    private final PublishPermit permit;

    ChatResource(ChatService chat, PublishPermit permit) {
        this.permit = permit;
        this.chat = chat;
    }

    @POST
    @ResponseStatus(201)
    @APIResponseSchema(value = MessageResponse.class, responseCode = "201")
    public Uni<MessageResponse> send(
            @NotNull @Valid ChatRequest request,
            @Parameter(description = CallId.DESCRIPTION, example = "order-4711") @RestHeader(CallId.HEADER)
                    String key) {
        permit.requireFor(EventTypes.CHAT_MESSAGES);
        return chat.send(request.message(), CallId.of(key))
                .map(sent -> new MessageResponse(
                        sent.message(), sent.receipt().eventId(), sent.receipt().messageId()));
    }

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

    record MessageResponse(MessageView message, UUID eventId, String messageId) {}
}
