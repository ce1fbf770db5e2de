package io.redisstreams.consume;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.redisstreams.OppositeOrder;
import io.redisstreams.event.Event;
import io.redisstreams.fault.ServerFault;
import io.redisstreams.group.GroupSettings;
import io.redisstreams.redis.Entry;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The order in which a batch is written: the same for all consumers, and that of the stream where it is read again. */
@QuarkusTest
class InsertOrderTest extends EngineTest {
    @Inject
    BatchProcessor processor;

    @Inject
    MeterRegistry meters;

    @Test
    void twoConsumersWithTheSameEventsInOppositeOrderDoNotLockEachOtherOut() {
        GroupSettings group = engine.group("opposite", "records-only=true");
        OppositeOrder.run(10, InsertOrderTest::entries, entries -> {
            assertThat(processor.process(group, "c", entries, () -> false)).hasSize(500);
        });
        assertThat(engine.rows(group))
                .hasSize(5000)
                .allMatch(row -> row.status().equals("processed") && row.attempts() == 1);
        assertThat(meters.get("streams.runs.interrupted")
                        .tags("group", group.name(), "fault", ServerFault.DEADLOCK.label())
                        .counter()
                        .count())
                .isZero();
    }

    /** A replay from the event log goes by the ids of the rows. */
    @Test
    void rowsHaveTheOrderOfTheStream() {
        GroupSettings group = engine.group("in-order");
        List<Entry> entries = entries();
        processor.process(group, "c", entries, () -> false);
        assertThat(engine.rows(group))
                .extracting(LogRow::messageId)
                .containsExactlyElementsOf(
                        entries.stream().map(Entry::messageId).toList());
    }

    private static List<Entry> entries() {
        return IntStream.rangeClosed(1, 500)
                .mapToObj(i -> new Entry(i + "-0", new Event(UUID.randomUUID(), "test.none", "{}", Instant.now())))
                .toList();
    }
}
