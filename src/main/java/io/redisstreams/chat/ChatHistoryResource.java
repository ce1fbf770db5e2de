package io.redisstreams.chat;

import io.redisstreams.event.Text;
import io.redisstreams.http.PageRequest;
import io.redisstreams.http.Query;
import io.redisstreams.http.ResponseMemory;
import io.redisstreams.http.problem.BadParameterException;
import io.redisstreams.postgres.RowCursor;
import io.redisstreams.security.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import org.jboss.resteasy.reactive.RestPath;

/** Chat rooms, as the handler filled them. */
@Path("/api/chat/rooms/{roomId}/messages")
@RolesAllowed(Roles.READER)
class ChatHistoryResource {
    /** A time, or the {@code next} of a response. */
    private static final String BEFORE = "before";

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
        String before = query.text(BEFORE);
        RowCursor after = before == null ? null : RowCursor.of(before);
        PageRequest<RowCursor> page = PageRequest.of(query, after);
        var found = chat.history(roomId, after == null ? query.time(BEFORE) : null, after, page.limit(), page.offset());
        memory.reserve(found.messages().stream()
                .mapToLong(message -> message.content().length())
                .sum());
        return new MessagesResponse(
                roomId,
                found.messages(),
                found.total().rows(),
                found.total().exact(),
                page.limit(),
                page.offset(),
                page.next(found.messages(), last -> new RowCursor(last.id(), last.sentAt()).text()));
    }

    /**
     * @param totalExact false: there are more than {@code total}
     * @param next the {@code before} of the next page; null: there is none
     */
    record MessagesResponse(
            String roomId,
            List<MessageView> messages,
            long total,
            boolean totalExact,
            int limit,
            int offset,
            String next) {}
}
