package io.redisstreams.consume;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.redisstreams.event.EventIds;
import io.redisstreams.group.GroupSettings;
import io.redisstreams.process.MemoryBudget;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Entries are brought by their bytes: with a budget of 8 kB a read brings 1 kB, and 16 kB is the most for one entry. */
@QuarkusTest
class IntakeTest extends EngineTest {
    @Test
    void entriesOfAllSizesAreHandledOnceWithinTheBudget() {
        GroupSettings group = engine.group("sizes", "records-only=true");
        List<UUID> ids = new ArrayList<>();
        for (int bytes : new int[] {10, 900, 3000, 10, 12_000, 10, 10, 5000, 900, 900, 10}) {
            ids.add(add(group, bytes));
        }
        engine.start(new MemoryBudget(8192), group);
        ids.addAll(engine.add(group, 20, Script.FINE));
        await().untilAsserted(() -> assertThat(engine.rows(group))
                .hasSize(ids.size())
                .extracting(LogRow::status)
                .containsOnly("processed"));
        await().untilAsserted(() -> assertThat(engine.pending(group)).isEmpty());
        assertThat(engine.rows(group)).extracting(LogRow::eventId).containsExactlyInAnyOrderElementsOf(ids);
    }

    @Test
    void whatNobodyCanHoldIsADeadLetterWithItsBeginning() {
        GroupSettings group = engine.group("huge", "records-only=true");
        UUID before = add(group, 10);
        UUID huge = add(group, 200_000);
        UUID after = add(group, 10);
        engine.start(new MemoryBudget(8192), group);
        await().untilAsserted(() -> assertThat(engine.rows(group)).hasSize(3));
        assertThat(engine.row(group, before).status()).isEqualTo("processed");
        assertThat(engine.row(group, after).status()).isEqualTo("processed");
        assertThat(engine.row(group, huge).status()).isEqualTo("dead");
        assertThat(engine.row(group, huge).error()).contains("streams.memory.share");
        await().untilAsserted(() -> assertThat(engine.pending(group)).isEmpty());
    }

    /** The reader that waits for an entry gets it whole, however large it is. */
    @Test
    void soIsWhatAWaitingReaderGets() {
        GroupSettings group = engine.group("waiting", "records-only=true");
        engine.start(new MemoryBudget(8192), group);
        UUID before = add(group, 10);
        await().untilAsserted(() -> assertThat(engine.rows(group)).hasSize(1));
        UUID huge = add(group, 200_000);
        await().untilAsserted(() -> assertThat(engine.rows(group)).hasSize(2));
        UUID after = add(group, 10);
        await().untilAsserted(() -> assertThat(engine.rows(group)).hasSize(3));
        assertThat(engine.row(group, before).status()).isEqualTo("processed");
        assertThat(engine.row(group, huge).status()).isEqualTo("dead");
        assertThat(engine.row(group, huge).error()).contains("The entry has 2000", "streams.memory.share");
        assertThat(engine.row(group, after).status()).isEqualTo("processed");
        await().untilAsserted(() -> assertThat(engine.pending(group)).isEmpty());
    }

    @Test
    void whatTheDeadLeftIsTakenOverWithinTheBudget() {
        GroupSettings group = engine.group("heirs", "records-only=true");
        List<UUID> ids = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            ids.add(add(group, 700));
        }
        engine.readAsGhost(group, "ghost", 20);
        engine.start(new MemoryBudget(8192), group);
        await().untilAsserted(() -> assertThat(engine.rows(group)).hasSize(20));
        await().untilAsserted(() -> assertThat(engine.pending(group)).isEmpty());
        assertThat(engine.rows(group)).extracting(LogRow::status).containsOnly("processed");
    }

    private UUID add(GroupSettings group, int bytes) {
        UUID id = EventIds.next();
        String payload = '"' + "x".repeat(bytes) + '"';
        engine.addEntry(group, Map.of("id", id.toString(), "eventType", "test.none", "payload", payload));
        return id;
    }
}
