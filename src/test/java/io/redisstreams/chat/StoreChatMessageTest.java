package io.redisstreams.chat;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.redisstreams.OppositeOrder;
import io.redisstreams.event.Event;
import io.redisstreams.event.EventIds;
import io.redisstreams.handler.Delivery;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
class StoreChatMessageTest {
    @Inject
    StoreChatMessage handler;

    @Inject
    ChatService chat;

    private final String room = "room-" + UUID.randomUUID();

    private Delivery<MessageSent> delivery(int i) {
        Instant sentAt = Instant.parse("2026-01-31T12:00:00.001Z").plusMillis(i);
        MessageSent message = new MessageSent("a" + i, "b", "'c' \\ \"" + i, room);
        return new Delivery<>(
                new Event(EventIds.next(), "message.sent", "{}", sentAt),
                message,
                "chat:messages",
                i + "-0",
                "g",
                1,
                false);
    }

    @Test
    void aBatchIsStoredOnce() {
        List<Delivery<MessageSent>> batch =
                IntStream.range(0, 500).mapToObj(this::delivery).toList();
        QuarkusTransaction.requiringNew().run(() -> handler.handleAll(batch));
        QuarkusTransaction.requiringNew().run(() -> handler.handleAll(batch));
        QuarkusTransaction.requiringNew().run(() -> handler.handle(batch.get(0)));

        ChatService.MessagePage page = chat.history(room, null, null, 2, 0);
        assertThat(page.total().rows()).isEqualTo(500);
        assertThat(page.messages().get(0))
                .isEqualTo(MessageView.of(
                        batch.get(499).event().id(),
                        batch.get(499).payload(),
                        Instant.parse("2026-01-31T12:00:00.500Z")));
    }

    /** As two groups of the stream do. */
    @Test
    void twoBatchesInOppositeOrderDoNotLockEachOtherOut() {
        OppositeOrder.run(
                10,
                () -> IntStream.range(0, 500).mapToObj(this::delivery).toList(),
                batch -> QuarkusTransaction.requiringNew().run(() -> handler.handleAll(batch)));
    }
}
