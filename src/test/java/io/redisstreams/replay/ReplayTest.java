package io.redisstreams.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.redisstreams.consume.EngineTest;
import io.redisstreams.consume.LogRow;
import io.redisstreams.consume.RepeatableHandler;
import io.redisstreams.consume.Script;
import io.redisstreams.consume.TestEngine;
import io.redisstreams.event.EventIds;
import io.redisstreams.eventlog.EventHistory;
import io.redisstreams.eventlog.EventHistory.Step;
import io.redisstreams.group.GroupSettings;
import io.redisstreams.group.GroupStore;
import io.redisstreams.group.PausedGroups;
import io.redisstreams.process.Instance;
import io.redisstreams.process.MemoryBudget;
import io.redisstreams.replay.Replay.Source;
import io.redisstreams.replay.Replay.State;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Events handled again because somebody asked for it. */
@QuarkusTest
class ReplayTest extends EngineTest {
    private static final ReplayRange ALL = ReplayRange.of(null, null);

    @Inject
    ReplayLeases leases;

    @Inject
    GroupStore store;

    @Inject
    PausedGroups paused;

    @Inject
    MemoryBudget budget;

    @Inject
    Instance instance;

    @Inject
    Replays replays;

    @Inject
    ReplayPages pages;

    @Inject
    ReplayHandling handling;

    @Inject
    EventHistory history;

    /** More than a page of them. */
    @Test
    void whatWasHandledIsNotHandledAgainUnlessItsHandlerSaysItMay() {
        GroupSettings group = engine.group("asked");
        List<UUID> ids = engine.add(group, 120, Script.FINE);
        engine.start(group);
        await().untilAsserted(() -> engine.assertProcessedOnce(group, ids, effects));

        Replay replay = run(group, ALL, Source.EVENT_LOG, false);

        assertThat(replay.state()).isEqualTo(State.DONE);
        assertThat(replay.skipped()).isEqualTo(120);
        assertThat(replay.handled()).isZero();
        engine.assertProcessedOnce(group, ids, effects);
    }

    @Test
    void aHandlerThatMayRunAgainDoes() {
        GroupSettings group = engine.group("repeatable");
        UUID id = EventIds.next();
        engine.addEntry(group, Map.of("id", id.toString(), "eventType", RepeatableHandler.TYPE, "payload", "{}"));
        UUID other = engine.add(group, Script.FINE);
        engine.start(group);
        await().untilAsserted(() -> engine.assertProcessedOnce(group, List.of(id, other), effects));

        Replay replay = run(group, ALL, Source.STREAM, false);

        assertThat(replay.handled()).isEqualTo(1);
        assertThat(replay.skipped()).isEqualTo(1);
        assertThat(effects.count(group, id)).isEqualTo(2);
        assertThat(effects.count(group, other)).isEqualTo(1);
        assertThat(history.of(id)).extracting(Step::what).containsExactly("replayed");
    }

    @Test
    void byForceAllRunAgainAndTheCursorStaysWhereItIs() {
        GroupSettings group = engine.group("forced");
        List<UUID> ids = engine.add(group, 60, Script.FINE);
        engine.start(group);
        await().untilAsserted(() -> engine.assertProcessedOnce(group, ids, effects));
        String cursor = lastDelivered(group);

        Replay replay = run(group, ALL, Source.EVENT_LOG, true);

        assertThat(replay.handled()).isEqualTo(60);
        assertThat(effects.counts(group).values()).containsOnly(2L);
        assertThat(lastDelivered(group)).isEqualTo(cursor);
        assertThat(engine.rows(group)).hasSize(60);
    }

    @Test
    void onlyTheRangeIsReplayed() {
        GroupSettings group = engine.group("range");
        engine.addOld(group, 12);
        engine.start(group);
        await().untilAsserted(() -> assertThat(engine.rows(group)).hasSize(12));
        ReplayRange range = ReplayRange.of("9-0", "11-0");
        assertThat(run(group, range, Source.EVENT_LOG, true).skipped()).isEqualTo(3);
        assertThat(run(group, range, Source.STREAM, true).skipped()).isEqualTo(3);
    }

    /** As a delivery would have handled it, so that the delivery to come finds its row. */
    @Test
    void whatTheGroupWasNeverGivenIsHandledOnce() {
        GroupSettings group = engine.group("before", "start-from=$");
        List<UUID> before = engine.add(group, 5, Script.FINE);
        engine.start(group);
        await().until(() -> engine.groupExists(group));

        assertThat(run(group, ALL, Source.STREAM, false).handled()).isEqualTo(5);

        engine.assertProcessedOnce(group, before, effects);
        engine.redis("XGROUP", "SETID", group.stream(), group.name(), "0");
        UUID after = engine.add(group, Script.FINE);
        await().until(() -> effects.count(group, after) == 1);
        assertThat(before).allMatch(id -> effects.runs(group, id) == 1);
    }

    @Test
    void aDeadLetterThatIsReplayedWithSuccessIsNoLongerDead() {
        GroupSettings group = engine.group("revived", "max-attempts=1");
        UUID id = engine.add(group, Script.failing(1));
        engine.start(group);
        await().untilAsserted(() ->
                assertThat(engine.rows(group)).extracting(LogRow::status).containsExactly("dead"));
        run(group, ALL, Source.EVENT_LOG, true);
        engine.assertProcessedOnce(group, List.of(id), effects);
        assertThat(engine.row(group, id).error()).isNull();
    }

    @Test
    void aFailureIsToldAndLeavesTheEventAsItWas() {
        GroupSettings group = engine.group("failing", "max-attempts=1");
        UUID dead = engine.add(group, Script.ALWAYS_FAILS);
        UUID broken = engine.add(group, Script.failing(9, "error"));
        UUID fine = engine.add(group, Script.FINE);
        engine.start(group);
        await().untilAsserted(() -> assertThat(engine.rows(group)).hasSize(3));

        Replay replay = run(group, ALL, Source.EVENT_LOG, true);

        assertThat(replay.state()).isEqualTo(State.DONE);
        assertThat(replay.failed()).isEqualTo(2);
        assertThat(replay.handled()).isEqualTo(1);
        assertThat(replay.lastError()).contains("told to");
        assertThat(List.of(dead, broken))
                .allMatch(id -> engine.row(group, id).status().equals("dead"));
        assertThat(effects.count(group, fine)).isEqualTo(2);
    }

    @Test
    void aReplayThatIsCancelledHandlesNothingMore() {
        GroupSettings group = engine.group("cancelled");
        List<UUID> ids = engine.add(group, 3, Script.FINE);
        engine.start(group);
        await().untilAsserted(() -> engine.assertProcessedOnce(group, ids, effects));
        Replay replay = replays.start(group, ALL, Source.EVENT_LOG, true);

        assertThat(replays.cancel(replay.id())).isPresent();
        assertThat(replays.cancel(replay.id())).isEmpty();
        job(group).runOnce();

        assertThat(replays.find(replay.id()).orElseThrow().state()).isEqualTo(State.CANCELLED);
        engine.assertProcessedOnce(group, ids, effects);
    }

    /** What is published while it runs would else keep it running. */
    @ParameterizedTest
    @EnumSource
    void anOpenEndIsTheEndAtTheStart(Source source) {
        GroupSettings group = engine.group("open");
        List<UUID> before = engine.add(group, 3, Script.FINE);
        engine.start(group);
        await().untilAsserted(() -> engine.assertProcessedOnce(group, before, effects));
        Replay replay = replays.start(group, ALL, source, true);
        UUID after = engine.add(group, Script.FINE);
        await().until(() -> effects.count(group, after) == 1);

        job(group).runOnce();

        assertThat(replays.find(replay.id()).orElseThrow())
                .returns(State.DONE, Replay::state)
                .returns(3L, Replay::handled);
        assertThat(effects.count(group, after)).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void whatStopsGoesOnBehindTheLastEventAndRepeatsNone(Source source) throws InterruptedException {
        GroupSettings group = engine.group("interrupted");
        List<UUID> ids = engine.add(group, 6, Script.sleeping(100));
        engine.start(group);
        await().untilAsserted(() -> engine.assertProcessedOnce(group, ids, effects));
        Replay replay = replays.start(group, ALL, source, true);
        ReplayJob first = job(group);
        Thread running = new Thread(first::runOnce);
        running.start();
        await().until(() -> effects.counts(group).containsValue(2L));
        first.stop(null);
        running.join();
        assertThat(replays.find(replay.id()).orElseThrow().handled()).isBetween(1L, 5L);

        job(group).runOnce();

        assertThat(replays.find(replay.id()).orElseThrow())
                .returns(State.DONE, Replay::state)
                .returns(6L, Replay::handled);
        assertThat(effects.counts(group).values()).containsOnly(2L);
    }

    @Test
    void aPausedGroupReplaysNothingUntilItIsResumed() {
        GroupSettings group = engine.group("halted");
        UUID id = engine.add(group, Script.FINE);
        engine.start(group);
        await().until(() -> effects.count(group, id) == 1);
        store.pause(group);
        paused.refresh();

        Replay replay = run(group, ALL, Source.EVENT_LOG, true);

        assertThat(replay).returns(State.RUNNING, Replay::state).returns(0L, Replay::handled);
        store.resume(group);
        paused.refresh();
        job(group).runOnce();
        assertThat(replays.find(replay.id()).orElseThrow().handled()).isEqualTo(1);
    }

    @Test
    void oneInstanceWorksOnAReplayUntilItsLeaseIsOver() {
        GroupSettings group = engine.group("leased");
        UUID id = engine.add(group, Script.FINE);
        engine.start(group);
        await().until(() -> effects.count(group, id) == 1);
        Replay replay = replays.start(group, ALL, Source.EVENT_LOG, true);
        assertThat(leases.take(replay.id(), "other").taken()).isTrue();

        job(group).runOnce();
        assertThat(effects.count(group, id)).isEqualTo(1);

        engine.update("UPDATE replays SET lease_until = now() - interval '1 s' WHERE id = ?", replay.id());
        job(group).runOnce();
        assertThat(effects.count(group, id)).isEqualTo(2);
        assertThatThrownBy(() -> QuarkusTransaction.requiringNew()
                        .run(() -> leases.advance(
                                replay.id(),
                                "other",
                                "0",
                                new ReplayHandling.Outcome(ReplayHandling.Kind.HANDLED, null))))
                .isInstanceOf(ReplayLostException.class);
    }

    @ParameterizedTest
    @EnumSource
    void aLargePayloadIsReadByItself(Source source) throws SQLException {
        GroupSettings group = engine.group("large");
        String payload = "{\"text\": \"" + "x".repeat(100_000) + "\"}";
        engine.addEntry(group, Map.of("eventType", "test.none", "payload", payload));
        engine.start(group);
        await().untilAsserted(() -> assertThat(engine.rows(group)).hasSize(1));
        Replay replay = replays.start(group, ALL, source, true);

        var item = pages.read(replay, null).get(0);

        assertThat(item.read()).isFalse();
        assertThat(item.bytes()).isGreaterThan(100_000);
        assertThat(pages.load(replay, item).orElseThrow().event().payload()).isEqualTo(payload);
        job(group).runOnce();
        assertThat(replays.find(replay.id()).orElseThrow().skipped()).isEqualTo(1);
    }

    private Replay run(GroupSettings group, ReplayRange range, Source source, boolean forced) {
        Replay replay = replays.start(group, range, source, forced);
        job(group).runOnce();
        return replays.find(replay.id()).orElseThrow();
    }

    private ReplayJob job(GroupSettings group) {
        return new ReplayJob(
                replays,
                leases,
                pages,
                handling,
                TestEngine.groups(group),
                paused,
                budget,
                instance,
                TestEngine.config(group));
    }

    private String lastDelivered(GroupSettings group) {
        return engine.redis("XINFO", "GROUPS", group.stream())
                .get(0)
                .get("last-delivered-id")
                .toString();
    }
}
