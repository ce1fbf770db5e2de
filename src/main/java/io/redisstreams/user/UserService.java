package io.redisstreams.user;

import static io.redisstreams.event.EventTypes.USER_CREATED;
import static io.redisstreams.event.EventTypes.USER_DELETED;
import static io.redisstreams.event.EventTypes.USER_EVENTS;
import static io.redisstreams.event.EventTypes.USER_UPDATED;

import io.redisstreams.event.Event;
import io.redisstreams.event.Json;
import io.redisstreams.event.Publication;
import io.redisstreams.outbox.Appended;
import io.redisstreams.outbox.Outbox;
import io.redisstreams.postgres.Conditions;
import io.redisstreams.postgres.RowCount;
import io.redisstreams.postgres.RowCursor;
import io.redisstreams.postgres.Search;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.hibernate.exception.ConstraintViolationException;

/** Changes users. Each change and its event are one transaction. */
@ApplicationScoped
public class UserService {
    /** @param total of all matching users, not only of this page */
    public record UserPage(List<UserView> users, RowCount total) {}

    private final RepeatableUserChanges repeatable;
    private final Outbox outbox;
    private final Json json;
    private final Clock clock;

    UserService(RepeatableUserChanges repeatable, Outbox outbox, Json json, Clock clock) {
        this.repeatable = repeatable;
        this.outbox = outbox;
        this.json = json;
        this.clock = clock;
    }

    /**
     * @param callId under which the caller may repeat the call; or null
     * @throws UserTakenException when another user has the username or the email address
     * @throws io.redisstreams.fault.IdTakenException when the caller's id was used for something else
     */
    @Transactional
    public UserChange create(String username, String email, String callId) {
        return repeatable.once(callId, eventId -> create(username, email, eventId), USER_CREATED, username, email);
    }

    /**
     * Changes the fields that are not null.
     *
     * @param callId under which the caller may repeat the call; or null
     * @throws UserNotFoundException when there is no such user
     * @throws UserTakenException when another user has the username or the email address
     * @throws io.redisstreams.fault.IdTakenException when the caller's id was used for something else
     */
    @Transactional
    public UserChange update(UUID id, String username, String email, UserStatus status, String callId) {
        String wanted = status == null ? null : status.toString();
        return repeatable.once(
                callId,
                eventId -> update(id, username, email, status, eventId),
                USER_UPDATED,
                id.toString(),
                username,
                email,
                wanted);
    }

    /**
     * @param callId under which the caller may repeat the call; or null
     * @throws UserNotFoundException when there is no such user
     * @throws io.redisstreams.fault.IdTakenException when the caller's id was used for something else
     */
    @Transactional
    public Appended delete(UUID id, String callId) {
        return repeatable
                .once(callId, eventId -> delete(id, eventId), USER_DELETED, id.toString())
                .event();
    }

    private UserChange create(String username, String email, UUID eventId) {
        Instant now = now();
        User user = new User();
        user.id = UUID.randomUUID();
        user.username = username;
        user.email = email;
        user.status = UserStatus.ACTIVE;
        user.createdAt = now;
        user.updatedAt = now;
        user.persist();
        flushUnique();
        return new UserChange(
                UserView.of(user), Map.of(), append(eventId, user.id, USER_CREATED, UserCreated.of(user), now));
    }

    private UserChange update(UUID id, String username, String email, UserStatus status, UUID eventId) {
        User user = User.findLocked(id).orElseThrow(() -> new UserNotFoundException(id));
        Map<String, Change> changes = new LinkedHashMap<>();
        change(changes, "username", user.username, username, to -> user.username = to);
        change(changes, "email", user.email, email, to -> user.email = to);
        change(changes, "status", user.status, status, to -> user.status = to);
        if (changes.isEmpty()) {
            return new UserChange(UserView.of(user), changes, null);
        }
        user.updatedAt = now();
        flushUnique();
        return new UserChange(
                UserView.of(user),
                changes,
                append(eventId, user.id, USER_UPDATED, UserUpdated.of(user, changes), user.updatedAt));
    }

    private UserChange delete(UUID id, UUID eventId) {
        User user = User.findLocked(id).orElseThrow(() -> new UserNotFoundException(id));
        user.delete();
        return new UserChange(
                null, Map.of(), append(eventId, user.id, USER_DELETED, new UserDeleted(user.id, user.username), now()));
    }

    @Transactional
    public Optional<UserView> find(UUID id) {
        return User.<User>findByIdOptional(id).map(UserView::of);
    }

    /**
     * Returns the newest first. Null filters match everything; {@code text} is searched in username and email address;
     * {@code after} null: from the newest on.
     */
    @Search("users")
    public UserPage list(UserStatus status, String text, RowCursor after, int limit, int offset) {
        Conditions page = RowCursor.narrow(User.matching(status, text), "createdAt", after);
        return new UserPage(
                User.search(page).range(offset, offset + limit - 1).stream()
                        .map(UserView::of)
                        .toList(),
                RowCount.of(User.class, User.matching(status, text)));
    }

    private static <T> void change(Map<String, Change> changes, String field, T from, T to, Consumer<T> setter) {
        if (to != null && !to.equals(from)) {
            changes.put(field, new Change(from.toString(), to.toString()));
            setter.accept(to);
        }
    }

    /** The unique indexes decide who is first; a check beforehand would leave a gap between two callers. */
    private static void flushUnique() {
        try {
            User.flush();
        } catch (ConstraintViolationException taken) {
            throw switch (String.valueOf(taken.getConstraintName())) {
                case "users_username_key" -> new UserTakenException("username", taken);
                case "users_email_key" -> new UserTakenException("email", taken);
                default -> taken;
            };
        }
    }

    /** A change locks the user's row, so the rows of the outbox are in the order of the commits. */
    private Appended append(UUID eventId, UUID userId, String type, Object payload, Instant now) {
        Event event = new Event(eventId, type, json.write(payload), now).withKey(userId.toString());
        return outbox.append(new Publication(USER_EVENTS, event));
    }

    /** Entries have milliseconds, so all other representations of the same time have them too. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
