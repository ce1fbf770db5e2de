package io.redisstreams.chat;

import io.redisstreams.http.CallId;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestHeader;

@Path("/api/events/chat")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
class ChatResource {
    private final ChatService chat;

    ChatResource(ChatService chat) {
        this.chat = chat;
    }

    @POST
    @ResponseStatus(201)
    @APIResponseSchema(value = MessageResponse.class, responseCode = "201")
    public Uni<MessageResponse> send(
            @NotNull @Valid ChatRequest request,
            @Parameter(description = CallId.DESCRIPTION, example = "order-4711") @RestHeader(CallId.HEADER)
                    String key) {
        return chat.send(request.message(), CallId.of(key))
                .map(sent -> new MessageResponse(
                        sent.message(), sent.receipt().eventId(), sent.receipt().messageId()));
    }
}
