package io.redisstreams.trim;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.redisstreams.consume.EngineTest;
import io.redisstreams.consume.Script;
import io.redisstreams.consume.TestEngine;
import io.redisstreams.group.GroupSettings;
import io.redisstreams.group.KnownStreams;
import io.redisstreams.trim.Trimmer.Trimmed;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** What may go from a stream, and what may not. Entries with small ids are old ones. */
@QuarkusTest
class TrimmerTest extends EngineTest {
    @Inject
    RedisDataSource redis;

    @Inject
    Clock clock;

    @Test
    void removesOnlyWhatIsAcknowledged() {
        GroupSettings group = engine.group("trimmed");
        engine.addOld(group, 10);
        engine.readAsGhost(group, "ghost", 6);
        acknowledge(group, "1-0", "2-0", "3-0", "5-0");

        assertThat(trim("1H", group)).isEqualTo(new Trimmed(group.stream(), 3, group.name()));
        assertThat(engine.entries(group.stream())).containsExactly("4-0", "5-0", "6-0", "7-0", "8-0", "9-0", "10-0");

        acknowledge(group, "4-0");
        assertThat(trim("1H", group).entries()).isEqualTo(2);
        acknowledge(group, "6-0");
        assertThat(trim("1H", group)).isEqualTo(new Trimmed(group.stream(), 1, group.name()));
        assertThat(engine.entries(group.stream())).containsExactly("7-0", "8-0", "9-0", "10-0");
    }

    @Test
    void keepsWhatIsYoung() {
        GroupSettings group = engine.group("young");
        engine.addOld(group, 3);
        engine.add(group, 2, Script.FINE);
        List<String> ids = engine.readAsGhost(group, "ghost", 5);
        acknowledge(group, ids.toArray(String[]::new));

        assertThat(trim("1H", group)).isEqualTo(new Trimmed(group.stream(), 3, null));
        assertThat(engine.length(group.stream())).isEqualTo(2);
    }

    /** The id after the last one of a millisecond is another millisecond's; 10-0 is not below 9-0. */
    @Test
    void comparesIdsAsNumbers() {
        GroupSettings group = engine.group("numbers");
        for (String id : List.of("8-18446744073709551615", "9-9", "9-10", "10-0")) {
            engine.redis("XADD", group.stream(), id, "payload", "1");
        }
        engine.readAsGhost(group, "ghost", 3);
        acknowledge(group, "8-18446744073709551615", "9-9", "9-10");
        assertThat(trim("1H", group).entries()).isEqualTo(3);
        assertThat(engine.entries(group.stream())).containsExactly("10-0");
    }

    @Test
    void waitsForTheSlowestGroupAndNamesIt() {
        GroupSettings fast = engine.group("fast");
        GroupSettings slow = engine.group("slow", "stream=" + fast.stream());
        engine.addOld(fast, 10);
        engine.readAsGhost(fast, "ghost", 10).forEach(id -> acknowledge(fast, id));
        engine.readAsGhost(slow, "ghost", 4).forEach(id -> acknowledge(slow, id));

        assertThat(trim("1H", fast, slow)).isEqualTo(new Trimmed(fast.stream(), 4, slow.name()));
    }

    /** Also one that the configuration does not name: somebody reads by it. */
    @Test
    void waitsForAGroupThatIsNotConfigured() {
        GroupSettings ours = engine.group("ours");
        GroupSettings stray = engine.group("stray", "stream=" + ours.stream());
        engine.addOld(ours, 10);
        engine.readAsGhost(ours, "ghost", 10).forEach(id -> acknowledge(ours, id));
        engine.readAsGhost(stray, "ghost", 1);

        assertThat(trim("1H", ours)).isEqualTo(new Trimmed(ours.stream(), 0, stray.name()));
    }

    @Test
    void waitsForAConfiguredGroupThatIsNotThereYet() {
        GroupSettings present = engine.group("present");
        GroupSettings missing = engine.group("missing", "stream=" + present.stream());
        engine.addOld(present, 10);
        engine.readAsGhost(present, "ghost", 10).forEach(id -> acknowledge(present, id));

        assertThat(trim("1H", present, missing)).isEqualTo(new Trimmed(present.stream(), 0, missing.name()));
    }

    @Test
    void trimsAStreamWithoutGroupsByAge() {
        GroupSettings unread = engine.group("unread");
        engine.addOld(unread, 25_000);
        engine.add(unread, Script.FINE);
        KnownStreams known = new KnownStreams(redis, TestEngine.groups());
        known.add(unread.stream());

        assertThat(of(unread, run(trimmer("1H", known)))).isEqualTo(new Trimmed(unread.stream(), 25_000, null));
        assertThat(engine.length(unread.stream())).isEqualTo(1);
    }

    @Test
    void knowsNothingOfForeignStreams() {
        GroupSettings foreign = engine.group("foreign");
        GroupSettings ours = engine.group("own");
        engine.addOld(foreign, 10);
        engine.addOld(ours, 10);
        engine.readAsGhost(ours, "ghost", 10).forEach(id -> acknowledge(ours, id));

        assertThat(trim("1H", ours).entries()).isEqualTo(10);
        assertThat(engine.length(foreign.stream())).isEqualTo(10);
    }

    /** Anybody may publish to a name that is something else in Redis, and is refused; the name is known from then on. */
    @Test
    void aKeyThatIsNoStreamHoldsUpNoOther() {
        GroupSettings ours = engine.group("own");
        engine.addOld(ours, 10);
        engine.readAsGhost(ours, "ghost", 10).forEach(id -> acknowledge(ours, id));
        engine.redis("SET", "a-text", "x");
        KnownStreams known = new KnownStreams(redis, TestEngine.groups(ours));
        known.add("a-text");

        assertThat(of(ours, run(trimmer("1H", known, ours))).entries()).isEqualTo(10);
        assertThat(engine.redis("GET", "a-text")).hasToString("x");
    }

    @Test
    void tellsWhatIsHeldBackAsLongAsItIs() {
        GroupSettings group = engine.group("held");
        engine.addOld(group, 2);
        engine.readAsGhost(group, "ghost", 2);
        Trimmer trimmer = trimmer("1H", new KnownStreams(redis, TestEngine.groups(group)), group);
        trimmer.trim();
        assertThat(trimmer.heldBack()).containsEntry(group.stream(), group.name());
        acknowledge(group, "1-0", "2-0");
        trimmer.trim();
        assertThat(trimmer.heldBack()).doesNotContainKey(group.stream());
    }

    @Test
    void removesNothingUnfinishedUnderLoad() {
        GroupSettings group = engine.group("load", "batch-size=20");
        GroupSettings other = engine.group("load-too", "stream=" + group.stream(), "concurrency=1", "batch-size=7");
        engine.start(group, other);
        Trimmer trimmer = trimmer("0S", new KnownStreams(redis, TestEngine.groups(group, other)), group, other);
        AtomicBoolean end = new AtomicBoolean();
        CompletableFuture<Long> trimmed = CompletableFuture.supplyAsync(() -> {
            long entries = 0;
            while (!end.get()) {
                entries += of(group, run(trimmer)).entries();
            }
            return entries;
        });
        List<UUID> ids = new ArrayList<>();
        for (int i = 0; i < 2000; i++) {
            ids.add(engine.add(group, i % 200 == 7 ? Script.failing(2) : Script.FINE));
        }

        // Some 300 commits one after the other, on a machine that may have better to do.
        await().atMost(Duration.ofMinutes(2)).untilAsserted(() -> engine.assertProcessedOnce(group, ids, effects));
        await().atMost(Duration.ofMinutes(2)).untilAsserted(() -> engine.assertProcessedOnce(other, ids, effects));
        await().until(() -> engine.length(group.stream()) == 0);
        end.set(true);
        assertThat(trimmed.join()).isEqualTo(2000);
    }

    private Trimmed trim(String retention, GroupSettings... groups) {
        KnownStreams known = new KnownStreams(redis, TestEngine.groups(groups));
        return of(groups[0], run(trimmer(retention, known, groups)));
    }

    private Trimmer trimmer(String retention, KnownStreams known, GroupSettings... groups) {
        Map<String, String> properties = new HashMap<>(TestEngine.properties(groups));
        properties.put("streams.retention.entries", retention);
        return new Trimmer(
                redis,
                known,
                TestEngine.groups(groups),
                TestEngine.streamMetrics(),
                clock,
                TestEngine.config(properties));
    }

    private static List<Trimmed> run(Trimmer trimmer) {
        List<Trimmed> all = new ArrayList<>();
        trimmer.runOnce(all::add);
        return all;
    }

    private static Trimmed of(GroupSettings group, List<Trimmed> all) {
        return all.stream()
                .filter(trimmed -> trimmed.stream().equals(group.stream()))
                .findFirst()
                .orElseThrow();
    }

    private void acknowledge(GroupSettings group, String... ids) {
        for (String id : ids) {
            engine.redis("XACK", group.stream(), group.name(), id);
        }
    }
}
