package io.redisstreams.monitor.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.redisstreams.monitor.GroupSample;
import io.redisstreams.monitor.NewDeadLetters.Growth;
import io.redisstreams.monitor.StreamSample;
import io.redisstreams.monitor.StreamsSample;
import io.redisstreams.monitor.UnfinishedCounts;
import io.redisstreams.monitor.view.Warning.Level;
import io.redisstreams.process.Polled.Look;
import io.redisstreams.process.Polled.State;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WarningsTest {
    private static final Instant NOW = Instant.parse("2026-01-31T12:00:00.123Z");

    @Test
    void deadLettersThatBecomeMoreAreOneWarningWithTheirCause() {
        Growth growth = new Growth(
                12,
                "com.acme.NoUser: no user # at com.acme.Greet.greet(Greet.java:#)",
                9,
                NOW.minusSeconds(60),
                "s",
                "g");
        assertThat(warnings(growth, Map.of("g", dead(40), "h", dead(2)), List.of()))
                .containsExactly(new Warning(
                        Level.WARNING,
                        "dead-letters",
                        "12 events became dead letters in the last 15 min, 9 of them by NoUser: no user # at"
                                + " com.acme.Greet.greet(Greet.java:#), since 2026-01-31T11:59:00Z",
                        "s",
                        "g"));
    }

    @Test
    void deadLettersThatOnlyLieThereAreANotice() {
        assertThat(warnings(Growth.NONE, Map.of("g", dead(40), "h", dead(2)), List.of()))
                .containsExactly(
                        new Warning(Level.NOTICE, "dead-letters", "42 dead letters wait for a decision", null, null));
        assertThat(warnings(Growth.NONE, Map.of("g", dead(0)), List.of())).isEmpty();
        assertThat(warnings(null, null, List.of())).isEmpty();
    }

    @Test
    void aForeignGroupWhoseEntriesWaitForLongIsAWarning() {
        assertThat(warnings(null, null, List.of(foreign("quick", 299_000L, null), foreign("idle", 0L, 299_000L))))
                .isEmpty();
        assertThat(warnings(null, null, List.of(foreign("slow", 301_000L, null), foreign("stuck", 0L, 400_000L))))
                .extracting(Warning::code, Warning::text)
                .containsExactly(
                        tuple(
                                "foreign-group-old",
                                "An entry has waited for slow, a group of another program, for 301 s"),
                        tuple(
                                "foreign-group-old",
                                "An entry was delivered to stuck, a group of another program, and no consumer has worked on it"
                                        + " for 400 s"));
    }

    private static List<Warning> warnings(
            Growth growth, Map<String, UnfinishedCounts> unfinished, List<GroupSample> groups) {
        StreamSample stream = new StreamSample("s", StreamSample.Kind.STREAM, 1, 1, null, null, List.of(), groups);
        return Warnings.of(new Snapshot(
                NOW,
                look(new StreamsSample(NOW, List.of(stream), List.of(), 0, true)),
                look(unfinished),
                look(growth),
                look(null),
                Map.of(),
                Map.of(),
                Set.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                new Snapshot.Faults(Optional.empty(), Optional.empty(), false, Map.of()),
                Map.of(),
                false,
                Map.of(),
                1_000_000));
    }

    private static <T> Look<T> look(T value) {
        return new Look<>(value, NOW, State.UP, NOW, null);
    }

    private static UnfinishedCounts dead(long letters) {
        return new UnfinishedCounts(letters, 0, 0, Map.of(), Map.of());
    }

    private static GroupSample foreign(String name, Long lagMillis, Long idleMillis) {
        return new GroupSample(name, "s", true, 1, 1, 1L, lagMillis, "1-0", 1L, null, idleMillis, Map.of(), List.of());
    }
}
