package io.redisstreams.outbox;

import static io.redisstreams.outbox.OutboxRows.event;
import static io.redisstreams.outbox.OutboxRows.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.redisstreams.consume.EngineTest;
import io.redisstreams.event.Publication;
import io.redisstreams.fault.RedisAwayException;
import io.redisstreams.fault.StreamFullException;
import io.redisstreams.group.GroupSettings;
import io.redisstreams.publish.EventPublisher;
import io.redisstreams.security.Caller;
import io.redisstreams.trace.Traces;
import jakarta.inject.Inject;
import jakarta.transaction.TransactionSynchronizationRegistry;
import jakarta.transaction.TransactionalException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

@QuarkusTest
class OutboxTest extends EngineTest {
    /** Older than what the sweep leaves to the instance that wrote it. */
    private static final Duration LEFT_BEHIND = Duration.ofSeconds(5);

    @Inject
    Caller caller;

    @Inject
    Outbox outbox;

    @Inject
    OutboxRows rows;

    @Inject
    OutboxStore store;

    @Inject
    PublicationIds ids;

    @Inject
    ScheduledCeiling scheduled;

    @Inject
    OutboxRelay relay;

    @Inject
    EventPublisher publisher;

    @Inject
    TransactionSynchronizationRegistry transaction;

    @Inject
    Traces traces;

    @Inject
    Clock clock;

    @Test
    void aCommitPublishesAndTellsTheId() {
        GroupSettings group = engine.group("committed");
        Publication event = event(group);

        Receipt receipt = rows.publish(event);

        assertThat(receipt.eventId()).isEqualTo(id(event));
        assertThat(engine.entries(group.stream())).containsExactly(receipt.messageId());
        await().untilAsserted(() -> assertThat(rows.of(group)).singleElement().satisfies(row -> {
            assertThat(row.messageId()).isEqualTo(receipt.messageId());
            assertThat(row.publishedAt()).isNotNull();
        }));
    }

    @Test
    void nothingIsPublishedBeforeTheCommit() {
        GroupSettings group = engine.group("uncommitted");
        QuarkusTransaction.requiringNew().run(() -> {
            outbox.append(event(group));
            always(Duration.ofMillis(300)).until(() -> engine.length(group.stream()) == 0);
        });
        await().until(() -> engine.length(group.stream()) == 1);
    }

    @Test
    void aRollbackPublishesNothing() {
        GroupSettings group = engine.group("rolled-back");
        Appended[] appended = new Appended[1];
        assertThatThrownBy(() -> QuarkusTransaction.requiringNew().run(() -> {
                    appended[0] = outbox.append(event(group));
                    throw new IllegalStateException("no");
                }))
                .hasMessage("no");

        assertThat(appended[0].receipt().await().atMost(Duration.ofSeconds(1)).messageId())
                .isNull();
        assertThat(rows.of(group)).isEmpty();
        assertThat(engine.length(group.stream())).isZero();
    }

    @Test
    void anEventIsNotAppendedOutsideOfATransaction() {
        GroupSettings group = engine.group("alone");
        assertThatThrownBy(() -> outbox.append(event(group))).isInstanceOf(TransactionalException.class);
        assertThat(rows.of(group)).isEmpty();
    }

    @Test
    void aScheduledEventIsPublishedAtItsTime() {
        GroupSettings group = engine.group("scheduled");
        Instant at = Instant.now().plusMillis(1200);

        assertThat(rows.publish(event(group, Instant.now(), at)).messageId()).isNull();

        await().until(() -> engine.length(group.stream()) == 1);
        String messageId = engine.entries(group.stream()).get(0);
        // Within a second, and half of one for a slow machine.
        Instant published = Instant.ofEpochMilli(Long.parseLong(messageId.substring(0, messageId.indexOf('-'))));
        assertThat(published).isBetween(at.minusMillis(1), at.plusMillis(1500));
    }

    @Test
    void aTimeThatIsOverIsNow() {
        GroupSettings group = engine.group("overdue");
        assertThat(rows.publish(event(group, Instant.now(), Instant.now().minusSeconds(9)))
                        .messageId())
                .isNotNull();
    }

    /** As if the instance had died between the commit and XADD. */
    @Test
    void whatADeadRelayLeftIsSwept() {
        GroupSettings group = engine.group("left");
        insert(event(group, Instant.now().minus(LEFT_BEHIND), null));
        await().until(() -> engine.length(group.stream()) == 1);
        await().until(() -> rows.of(group).get(0).messageId() != null);
    }

    @Test
    void whatIsYoungIsLeftToItsRelay() {
        GroupSettings group = engine.group("young");
        insert(event(group));
        always(Duration.ofMillis(800)).until(() -> engine.length(group.stream()) == 0);
        await().until(() -> engine.length(group.stream()) == 1);
    }

    /** More rows than the sweep takes at once, and older ones. */
    @Test
    void aKeyThatIsNoStreamHoldsUpNoOther() {
        GroupSettings occupied = engine.group("occupied");
        GroupSettings free = engine.group("free");
        engine.redis("SET", occupied.stream(), "x");
        insert(Stream.generate(() -> event(occupied, Instant.now().minusSeconds(60), null))
                .limit(1100)
                .toArray(Publication[]::new));
        insert(event(free, Instant.now().minus(LEFT_BEHIND), null));

        await().until(() -> engine.length(free.stream()) == 1);
        assertThat(engine.redis("GET", occupied.stream())).hasToString("x");

        engine.redis("DEL", occupied.stream());
        await().atMost(Duration.ofSeconds(5)).until(() -> engine.length(occupied.stream()) >= 1100);
        await().until(() -> rows.of(occupied).stream().allMatch(row -> row.messageId() != null));
    }

    /** A commit needs no Redis, a direct event does; both are answered, and go on when it is back. */
    @Test
    void aRedisThatDoesNotAnswerHoldsUpNoCommit() {
        GroupSettings group = engine.group("unanswered");
        GroupSettings direct = engine.group("direct");
        engine.redis("CLIENT", "PAUSE", "2500", "WRITE");
        Instant start = Instant.now();

        assertThat(rows.publish(event(group)).messageId()).isNull();
        assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(2));
        assertThatThrownBy(() -> publisher.publish(event(direct)).await().indefinitely())
                .isInstanceOf(RedisAwayException.class);

        await().atMost(Duration.ofMillis(2500 + 5000))
                .until(() -> rows.of(group).get(0).messageId() != null);
        assertThat(engine.length(group.stream())).isPositive();
    }

    @Test
    void anEventThatIsAppendedAgainIsTheOneThatIsThere() {
        GroupSettings group = engine.group("again");
        Publication event = event(group);
        Receipt first = rows.publish(event);
        await().until(() -> rows.of(group).get(0).messageId() != null);

        assertThat(rows.publish(event)).isEqualTo(first);
        assertThat(engine.entries(group.stream())).containsExactly(first.messageId());
        assertThat(rows.of(group)).hasSize(1);
    }

    @Test
    void anEventThatIsTwiceInOneCallIsPublishedOnce() {
        GroupSettings group = engine.group("double");
        Publication event = event(group);
        List<Appended> appended =
                QuarkusTransaction.requiringNew().call(() -> outbox.appendAll(List.of(event, event, event(group))));
        List<String> messageIds = appended.stream()
                .map(one -> one.messageId().toCompletableFuture().join())
                .toList();
        assertThat(messageIds).doesNotContainNull();
        assertThat(messageIds.get(0)).isEqualTo(messageIds.get(1)).isNotEqualTo(messageIds.get(2));
        assertThat(engine.length(group.stream())).isEqualTo(2);
    }

    @Test
    void anEventMayGoToTwoStreams() {
        GroupSettings first = engine.group("one");
        GroupSettings second = engine.group("two");
        Publication event = event(first);
        rows.publish(event);
        assertThat(rows.publish(new Publication(second.stream(), event.event())).messageId())
                .isNotNull();
    }

    @Test
    void aFullStreamIsRefusedBeforeAnythingIsWritten() {
        GroupSettings full = engine.group("full");
        Outbox limited = new Outbox(
                store, ids, scheduled, relay, engine.publisherToFull(full), transaction, traces, clock, caller);
        assertThatThrownBy(() -> QuarkusTransaction.requiringNew().call(() -> limited.append(event(full))))
                .isInstanceOf(StreamFullException.class);
        assertThat(rows.of(full)).isEmpty();
    }

    @Test
    void manyWritersAreAllAnswered() {
        GroupSettings group = engine.group("busy");
        List<Receipt> receipts = Stream.generate(() -> event(group))
                .limit(300)
                .parallel()
                .map(rows::publish)
                .toList();
        assertThat(receipts).extracting(Receipt::messageId).doesNotContainNull().doesNotHaveDuplicates();
        await().until(() -> rows.of(group).stream().allMatch(row -> row.messageId() != null));
        assertThat(engine.length(group.stream())).isEqualTo(300);
    }

    /** Rows without a relay that knows of them. */
    private void insert(Publication... publications) {
        QuarkusTransaction.requiringNew().run(() -> {
            try {
                store.insert(List.of(publications));
            } catch (SQLException failure) {
                throw new IllegalStateException(failure);
            }
        });
    }
}
