package io.redisstreams.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.redisstreams.process.Jobs.FailingJob;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class JobsTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final Logger logger = Logger.getLogger(Jobs.class.getName());
    private final List<String> logged = new ArrayList<>();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final Jobs jobs = new Jobs(registry, Clock.fixed(NOW, ZoneOffset.UTC));
    private final Handler listener = new Handler() {
        @Override
        public void publish(LogRecord line) {
            if (line.getLevel().intValue() >= Level.INFO.intValue()) {
                logged.add(line.getLevel().getName());
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @BeforeEach
    void listen() {
        logger.addHandler(listener);
    }

    @AfterEach
    void leave() {
        logger.removeHandler(listener);
    }

    @Test
    void logsALineForEachChangeOfState() {
        jobs.succeeded("trimmer");
        for (int i = 0; i < 100; i++) {
            jobs.failed("trimmer", new IllegalStateException("away"));
        }
        assertThat(logged).containsExactly("WARN");
        jobs.succeeded("trimmer");
        jobs.succeeded("trimmer");
        assertThat(logged).containsExactly("WARN", "INFO");
    }

    @Test
    void saysWhatFailsSinceWhenAndWhy() {
        jobs.succeeded("trimmer");
        jobs.failed("reconciler", new IllegalStateException("first"));
        jobs.failed("reconciler", new IllegalStateException("outer", new IllegalStateException("last")));
        assertThat(jobs.failing()).containsExactly(new FailingJob("reconciler", NOW, "last"));
        jobs.succeeded("reconciler");
        assertThat(jobs.failing()).isEmpty();
    }

    @Test
    void countsRunsAndShowsWhatFails() {
        jobs.succeeded("trimmer");
        jobs.failed("trimmer", new OutOfMemoryError("heap"));
        assertThat(registry.get("streams.job.failing")
                        .tag("name", "trimmer")
                        .gauge()
                        .value())
                .isEqualTo(1);
        assertThat(registry.get("streams.job.runs")
                        .tags("name", "trimmer", "outcome", "failed")
                        .counter()
                        .count())
                .isEqualTo(1);
        jobs.succeeded("trimmer");
        assertThat(registry.get("streams.job.failing").gauge().value()).isZero();
    }

    @Test
    void whatFailsWhileTheServiceStopsIsNoNews() {
        jobs.stop(null);
        jobs.failed("trimmer", new IllegalStateException("closed"));
        assertThat(jobs.failing()).isEmpty();
        assertThat(logged).isEmpty();
    }

    @Test
    void oneItemDoesNotHoldUpTheOthers() {
        List<Integer> done = new ArrayList<>();
        assertThatThrownBy(() -> Jobs.forEach(List.of(1, 2, 3, 4), item -> {
                    if (item % 2 == 1) {
                        throw new IllegalStateException("item " + item);
                    }
                    done.add(item);
                }))
                .hasMessage("item 1")
                .satisfies(failure -> assertThat(failure.getSuppressed()).hasSize(1));
        assertThat(done).containsExactly(2, 4);
    }
}
