package io.redisstreams.chat;

import static io.redisstreams.event.EventTypes.CHAT_MESSAGES;
import static io.redisstreams.event.EventTypes.MESSAGE_SENT;

import io.redisstreams.event.Event;
import io.redisstreams.event.EventIds;
import io.redisstreams.event.Json;
import io.redisstreams.event.Publication;
import io.redisstreams.outbox.Publishing;
import io.redisstreams.outbox.Receipt;
import io.redisstreams.postgres.Conditions;
import io.redisstreams.postgres.RowCount;
import io.redisstreams.postgres.RowCursor;
import io.redisstreams.postgres.Search;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Publishes chat messages, and reads the history that the handler built from them. */
@ApplicationScoped
public class ChatService {
    /** A published message. */
    public record Sent(MessageView message, Receipt receipt) {}

    /** @param total of all matching messages, not only of this page */
    public record MessagePage(List<MessageView> messages, RowCount total) {}

    private final Publishing publishing;
    private final Json json;
    private final Clock clock;

    ChatService(Publishing publishing, Json json, Clock clock) {
        this.publishing = publishing;
        this.json = json;
        this.clock = clock;
    }

    /**
     * Fails like {@link Publishing#publish}.
     *
     * @param callId under which the caller may repeat the call; or null
     */
    public Uni<Sent> send(MessageSent message, String callId) {
        // Entries have milliseconds, so the answer has them too.
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Event event = new Event(EventIds.of(CHAT_MESSAGES, callId), MESSAGE_SENT, json.write(message), now);
        return publishing
                .publish(new Publication(CHAT_MESSAGES, event).repeatable(callId))
                .map(receipt -> new Sent(MessageView.of(event.id(), message, receipt.timestamp()), receipt));
    }

    /** Returns the newest first; {@code before} and {@code after} null: from the newest on. */
    @Search("chat")
    public MessagePage history(String roomId, Instant before, RowCursor after, int limit, int offset) {
        Conditions page = RowCursor.narrow(ChatMessage.of(roomId, before), "sentAt", after);
        return new MessagePage(
                ChatMessage.search(page).range(offset, offset + limit - 1).stream()
                        .map(MessageView::of)
                        .toList(),
                RowCount.of(ChatMessage.class, ChatMessage.of(roomId, before)));
    }
}
