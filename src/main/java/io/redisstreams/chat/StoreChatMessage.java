package io.redisstreams.chat;

import io.agroal.api.AgroalDataSource;
import io.quarkus.arc.lookup.LookupIfProperty;
import io.redisstreams.event.EventTypes;
import io.redisstreams.handler.Delivery;
import io.redisstreams.handler.EventHandler;
import io.redisstreams.postgres.Columns;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;

/** Stores chat messages: one statement for a batch of any size. */
@ApplicationScoped
@LookupIfProperty(name = "streams.features.chat", stringValue = "true", lookupIfMissing = true)
class StoreChatMessage implements EventHandler<MessageSent> {
    private static final String INSERT = """
            INSERT INTO chat_messages (id, room_id, sender_id, receiver_id, content, sent_at)
            SELECT id, room_id, sender_id, receiver_id, content, to_timestamp(sent_ms / 1000.0)
            FROM unnest(?::uuid[], ?::text[], ?::text[], ?::text[], ?::text[], ?::bigint[])
                AS m (id, room_id, sender_id, receiver_id, content, sent_ms)
            ON CONFLICT DO NOTHING""";

    private final AgroalDataSource database;

    StoreChatMessage(AgroalDataSource database) {
        this.database = database;
    }

    @Override
    public String eventType() {
        return EventTypes.MESSAGE_SENT;
    }

    @Override
    public Class<MessageSent> payloadType() {
        return MessageSent.class;
    }

    @Override
    public boolean idempotent() {
        return true;
    }

    @Override
    public void handle(Delivery<MessageSent> delivery) {
        handleAll(List.of(delivery));
    }

    @Override
    public void handleAll(List<Delivery<MessageSent>> deliveries) {
        try (Connection connection = database.getConnection();
                PreparedStatement insert = connection.prepareStatement(INSERT)) {
            Columns<Delivery<MessageSent>> columns = new Columns<>(insert, sorted(deliveries));
            columns.set(1, "uuid", delivery -> delivery.event().id());
            columns.set(2, "text", delivery -> delivery.payload().roomId());
            columns.set(3, "text", delivery -> delivery.payload().senderId());
            columns.set(4, "text", delivery -> delivery.payload().receiverId());
            columns.set(5, "text", delivery -> delivery.payload().content());
            columns.set(6, "int8", delivery -> delivery.event().timestamp().toEpochMilli());
            insert.executeUpdate();
        } catch (SQLException failure) {
            throw new IllegalStateException("The messages cannot be written: " + failure.getMessage(), failure);
        }
    }

    /** Sorted by key, so that two groups with the same messages wait for each other in one direction only. */
    private static List<Delivery<MessageSent>> sorted(List<Delivery<MessageSent>> deliveries) {
        return deliveries.stream()
                .sorted(Comparator.comparing(delivery -> delivery.event().id()))
                .toList();
    }
}
