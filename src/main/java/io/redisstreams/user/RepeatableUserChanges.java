package io.redisstreams.user;

import static io.redisstreams.event.EventTypes.USER_EVENTS;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.redisstreams.event.EventIds;
import io.redisstreams.event.Fingerprint;
import io.redisstreams.event.Json;
import io.redisstreams.outbox.RepeatableChanges;
import io.redisstreams.outbox.RepeatableChanges.FirstAnswer;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

/**
 * Changes users once for each id that a caller chose. Stores the first answer with the change, because it shows a past
 * state.
 */
@ApplicationScoped
class RepeatableUserChanges {
    private final RepeatableChanges changes;
    private final Json json;

    RepeatableUserChanges(RepeatableChanges changes, Json json) {
        this.changes = changes;
        this.json = json;
    }

    /** @param event whether there was an event */
    @RegisterForReflection
    record Answer(UserView user, Map<String, Change> changes, boolean event) {}

    /**
     * Runs the change in the caller's transaction, or returns the answer of the first call.
     *
     * @param callId null: the caller will not repeat the call
     * @param change receives the id of its event
     * @param asked what the caller asked for, beginning with the type of the event
     * @throws io.redisstreams.fault.IdTakenException when the id was used for something else
     */
    UserChange once(String callId, Function<UUID, UserChange> change, String... asked) {
        UUID eventId = EventIds.of(USER_EVENTS, callId);
        if (callId == null) {
            return change.apply(eventId);
        }
        return changes.claim(USER_EVENTS, eventId, Fingerprint.of(asked))
                .map(this::answer)
                .orElseGet(() -> {
                    UserChange made = change.apply(eventId);
                    Answer answer = new Answer(made.user(), made.changes(), made.event() != null);
                    changes.remember(USER_EVENTS, eventId, json.write(answer));
                    return made;
                });
    }

    private UserChange answer(FirstAnswer first) {
        Answer answer = json.read(first.answer(), Answer.class);
        return new UserChange(answer.user(), answer.changes(), answer.event() ? first.event() : null);
    }
}
