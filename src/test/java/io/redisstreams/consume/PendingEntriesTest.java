package io.redisstreams.consume;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.redis.datasource.stream.PendingMessage;
import io.quarkus.test.junit.QuarkusTest;
import io.redisstreams.consume.TestEngine.Pending;
import io.redisstreams.group.GroupSettings;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Claims of entries that somebody else may have taken since they were looked for. */
@QuarkusTest
class PendingEntriesTest extends EngineTest {
    @Inject
    PendingEntries pending;

    @Test
    void whatWasHandedBackIsTakenByOneOnly() {
        GroupSettings group = engine.group("handed-back-twice");
        engine.add(group, 3, Script.FINE);
        List<String> ids = engine.readAsGhost(group, Lease.HANDED_BACK, 3);
        List<PendingMessage> seenByBoth = pending.of(group, Lease.HANDED_BACK, null, 10);

        assertThat(pending.claim(group, "first", seenByBoth.subList(0, 2)))
                .containsExactlyElementsOf(ids.subList(0, 2));
        assertThat(pending.claim(group, "second", seenByBoth)).containsExactly(ids.get(2));

        assertThat(engine.pending(group))
                .containsExactly(
                        new Pending(ids.get(0), "first", 1),
                        new Pending(ids.get(1), "first", 1),
                        new Pending(ids.get(2), "second", 1));
    }

    @Test
    void whatWasTakenOverIsNotTakenBack() {
        GroupSettings group = engine.group("taken-over");
        engine.add(group, 1, Script.FINE);
        String id = engine.readAsGhost(group, "late", 1).get(0);
        List<PendingMessage> seen = pending.of(group, "late", null, 10);
        engine.age(group, "other", id, 0, 2);

        assertThat(pending.claim(group, "late", seen)).isEmpty();
        assertThat(pending.deliver(group, "late", seen)).isEmpty();

        assertThat(engine.pending(group)).containsExactly(new Pending(id, "other", 2));
    }

    /** Anybody may set the count: Redis keeps 64 bits, a script's numbers have 53. */
    @Test
    void aDeliveryCountsOneMoreWhateverTheCount() {
        GroupSettings group = engine.group("counts");
        engine.add(group, 2, Script.FINE);
        List<String> ids = engine.readAsGhost(group, "c", 2);
        engine.age(group, "c", ids.get(1), 0, Long.MAX_VALUE);

        List<PendingMessage> seen = pending.of(group, "c", null, 10);
        assertThat(pending.deliver(group, "c", seen)).containsExactlyElementsOf(ids);

        assertThat(pending.of(group, "c", null, 10))
                .extracting(PendingEntries::deliveries)
                .containsExactly(2, Integer.MAX_VALUE - 1);
        assertThat(pending.claim(group, "c", List.of())).isEmpty();
    }
}
