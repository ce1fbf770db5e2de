package io.redisstreams.chat;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import io.quarkus.hibernate.orm.panache.PanacheQuery;
import io.redisstreams.postgres.Conditions;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.Immutable;

/** A row of the read model {@code chat_messages}. A handler writes it; this class only reads it. */
@Entity
@Immutable
@Table(name = "chat_messages")
public class ChatMessage extends PanacheEntityBase {
    @Id
    public UUID id;

    public String roomId;
    public String senderId;
    public String receiverId;
    public String content;
    public Instant sentAt;

    /** @param before null: of any time */
    static Conditions of(String roomId, Instant before) {
        return new Conditions().and("roomId = :roomId", "roomId", roomId).and("sentAt < :before", "before", before);
    }

    /** Returns the newest first. */
    static PanacheQuery<ChatMessage> search(Conditions conditions) {
        return find(
                "from ChatMessage" + conditions.where() + " order by sentAt desc, id desc", conditions.parameters());
    }
}
