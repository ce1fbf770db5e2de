package io.redisstreams.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FaultLogTest {
    private final Logger logger = Logger.getLogger(FaultLog.class.getName());
    private final List<Level> told = new ArrayList<>();
    private final FaultLog faults = new FaultLog("g");
    private final Handler listener = new Handler() {
        @Override
        public void publish(LogRecord logged) {
            if (logged.getLevel().intValue() >= Level.INFO.intValue()) {
                told.add(logged.getLevel());
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
    void tellsABeginningAndAnEndOnce() {
        for (int i = 0; i < 100; i++) {
            faults.failed("reader 1", new RuntimeException("away"));
            faults.failed("reader 2", new RuntimeException("away"));
        }
        assertThat(told).extracting(Level::getName).containsExactly("WARN");
        faults.recovered("reader 1");
        assertThat(told).hasSize(1);
        faults.recovered("reader 2");
        assertThat(told).extracting(Level::getName).containsExactly("WARN", "INFO");
    }

    @Test
    void tellsTheNextFaultAgain() {
        faults.failed("reader 1", new RuntimeException("away"));
        faults.recovered("reader 1");
        faults.failed("reader 1", new RuntimeException("away"));
        assertThat(told).hasSize(3);
    }

    @Test
    void saysNothingOfWhatNeverFailed() {
        faults.recovered("reader 1");
        assertThat(told).isEmpty();
    }
}
