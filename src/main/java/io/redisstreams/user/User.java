package io.redisstreams.user;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import io.quarkus.hibernate.orm.panache.PanacheQuery;
import io.redisstreams.postgres.Conditions;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.LockModeType;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** A row of {@code users}. It never leaves this package: others get a {@link UserView}. */
@Entity
@Table(name = "users")
public class User extends PanacheEntityBase {
    @Id
    public UUID id;

    public String username;
    public String email;

    @Enumerated(EnumType.STRING)
    public UserStatus status;

    public Instant createdAt;
    public Instant updatedAt;

    /** Locked until the transaction ends, so that of two changes at once the second sees the result of the first. */
    static Optional<User> findLocked(UUID id) {
        return findByIdOptional(id, LockModeType.PESSIMISTIC_WRITE);
    }

    /** @param text anywhere in the username or the email address; null: any */
    static Conditions matching(UserStatus status, String text) {
        return new Conditions()
                .and("status = :status", "status", status)
                .and(
                        "(username ilike :text escape '\\' or email ilike :text escape '\\')",
                        "text",
                        Conditions.containing(text));
    }

    /** Returns the newest first. */
    static PanacheQuery<User> search(Conditions conditions) {
        return find("from User" + conditions.where() + " order by createdAt desc, id desc", conditions.parameters());
    }
}
