package io.redisstreams.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.redisstreams.OppositeOrder;
import io.redisstreams.event.Event;
import io.redisstreams.event.EventIds;
import io.redisstreams.handler.Delivery;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class TaskHandlersTest {
    private static final Instant T1 = Instant.parse("2026-01-31T12:00:01Z");
    private static final Instant T2 = Instant.parse("2026-01-31T12:00:02Z");
    private static final Instant T3 = Instant.parse("2026-01-31T12:00:03Z");

    @Inject
    BuildTask build;

    @Inject
    CompleteTask complete;

    @Inject
    TaskService tasks;

    /** b: created, B: created again, later; c: completed, C: completed again, later. */
    @ParameterizedTest
    @ValueSource(strings = {"bc", "cb", "bBcC", "CcBb", "BCbc", "cbcb", "bcBC", "CBcb"})
    void orderAndRepetitionDoNotMatter(String events) {
        UUID id = UUID.randomUUID();
        events.chars().forEach(event -> handle(id, (char) event));

        assertThat(tasks.find(id))
                .hasValue(new TaskView(
                        id,
                        "title",
                        "description",
                        TaskPriority.LOW,
                        "a",
                        "b",
                        T3,
                        TaskStatus.COMPLETED,
                        "c",
                        null,
                        T1,
                        T2,
                        T2));
    }

    @Test
    void twoBatchesInOppositeOrderDoNotLockEachOtherOut() {
        OppositeOrder.run(
                3,
                () -> IntStream.range(0, 100)
                        .mapToObj(i -> UUID.randomUUID())
                        .map(id -> delivery(new TaskCreated(id, "title", null, null, "a", "b", null), T1))
                        .toList(),
                batch -> QuarkusTransaction.requiringNew().run(() -> build.handleAll(batch)));
        OppositeOrder.run(
                3,
                () -> IntStream.range(0, 100)
                        .mapToObj(i -> UUID.randomUUID())
                        .map(id -> delivery(new TaskCompleted(id, "c", null), T1))
                        .toList(),
                batch -> QuarkusTransaction.requiringNew().run(() -> complete.handleAll(batch)));
    }

    private void handle(UUID id, char event) {
        TaskCreated first = new TaskCreated(id, "title", "description", TaskPriority.LOW, "a", "b", T3);
        TaskCreated second = new TaskCreated(id, "other", null, null, "x", "y", null);
        QuarkusTransaction.requiringNew().run(() -> {
            switch (event) {
                case 'b' -> build.handle(delivery(first, T1));
                case 'B' -> build.handle(delivery(second, T2));
                case 'c' -> complete.handle(delivery(new TaskCompleted(id, "c", null), T2));
                default -> complete.handle(delivery(new TaskCompleted(id, "z", "late"), T3));
            }
        });
    }

    private static <P> Delivery<P> delivery(P payload, Instant at) {
        Event event = new Event(EventIds.next(), "type", "{}", at);
        return new Delivery<>(event, payload, "task:queue", "1-0", "g", 1, false);
    }
}
