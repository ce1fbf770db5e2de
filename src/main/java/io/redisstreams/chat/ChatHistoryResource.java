package io.redisstreams.chat;

import io.redisstreams.event.Text;
import io.redisstreams.http.Query;
import io.redisstreams.http.ResponseMemory;
import io.redisstreams.http.problem.BadParameterException;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import org.jboss.resteasy.reactive.RestPath;

/** Chat rooms as the handler has filled them. */
@Path("/api/chat/rooms/{roomId}/messages")
class ChatHistoryResource {
    private final ChatService chat;
    private final ResponseMemory memory;

    ChatHistoryResource(ChatService chat, ResponseMemory memory) {
        this.chat = chat;
        this.memory = memory;
    }

    @GET
    public MessagesResponse history(@RestPath String roomId, @Context UriInfo call) {
        if (!Text.storable(roomId)) {
            throw new BadParameterException("roomId", Text.RULE);
        }
        Query query = Query.of(call);
        var page = chat.history(roomId, query.time("before"), query.limit(), query.offset());
        memory.reserve(page.messages().stream()
                .mapToLong(message -> message.content().length())
                .sum());
        return new MessagesResponse(roomId, page.messages(), page.total(), query.limit(), query.offset());
    }

    record MessagesResponse(String roomId, List<MessageView> messages, long total, int limit, int offset) {}
}
