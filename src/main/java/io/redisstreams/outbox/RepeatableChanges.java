package io.redisstreams.outbox;

import static jakarta.transaction.Transactional.TxType.MANDATORY;

import io.redisstreams.outbox.OutboxStore.Key;
import io.redisstreams.outbox.PublicationIds.Kept;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** Lets callers repeat a change under an id that they chose: it is made once, and each call gets the same answer. */
@ApplicationScoped
public class RepeatableChanges {
    private final PublicationIds ids;
    private final Clock clock;

    RepeatableChanges(PublicationIds ids, Clock clock) {
        this.ids = ids;
        this.clock = clock;
    }

    /** @param answer as {@link #remember} stored it; null when it stored none */
    public record FirstAnswer(String answer, Appended event) {}

    /**
     * Claims the id of a change's event, in the caller's transaction. Returns the answer of the first call; empty when
     * this is the first. A second call waits for the transaction of the first.
     *
     * @param content fingerprint of what the caller asked for
     * @throws io.redisstreams.fault.IdTakenException when the id was used for something else
     */
    @Transactional(MANDATORY)
    public Optional<FirstAnswer> claim(String stream, UUID eventId, String content) {
        Claim claim = Claim.of(stream, eventId, content, clock.instant());
        try {
            Kept kept = ids.claim(List.of(claim)).get(claim.key());
            return Optional.ofNullable(kept)
                    .map(first -> new FirstAnswer(
                            first.answer(),
                            new Appended(
                                    eventId, CompletableFuture.completedStage(first.messageId()), first.timestamp())));
        } catch (SQLException failure) {
            throw new IllegalStateException("The id cannot be claimed: " + failure.getMessage(), failure);
        }
    }

    /** Stores the answer to a change whose id was claimed, in the caller's transaction. */
    @Transactional(MANDATORY)
    public void remember(String stream, UUID eventId, String answer) {
        try {
            ids.remember(new Key(eventId, stream), answer);
        } catch (SQLException failure) {
            throw new IllegalStateException("The answer cannot be kept: " + failure.getMessage(), failure);
        }
    }
}
