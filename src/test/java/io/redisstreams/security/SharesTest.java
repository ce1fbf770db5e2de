package io.redisstreams.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SharesTest {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final Shares shares = new Shares(
            new SmallRyeConfigBuilder()
                    .withMapping(LimitsConfig.class)
                    .withConverter(MemorySize.class, 100, new MemorySizeConverter())
                    .withDefaultValues(Map.of(
                            "streams.limits.calls", "10",
                            "streams.limits.events", "100",
                            "streams.limits.bytes", "1000"))
                    .build()
                    .getConfigMapping(LimitsConfig.class),
            null);

    @Test
    void aBurstOfTwoSecondsPassesAndThenTheRateHolds() {
        for (int i = 0; i < 20; i++) {
            shares.publish("ada", 1, 0, 0);
        }
        assertRefused("calls", 1, () -> shares.publish("ada", 1, 0, 0));
        shares.publish("bob", 1, 0, 0);
        shares.publish("ada", 1, 0, SECOND);
    }

    @Test
    void aLargeBatchPassesAndIsPaidForAfterwards() {
        shares.publish("ada", 1000, 0, 0);
        assertRefused("events", 9, () -> shares.publish("ada", 1, 0, 0));
        assertRefused("events", 1, () -> shares.publish("ada", 1, 0, 8 * SECOND));
        shares.publish("ada", 1, 0, 10 * SECOND);
    }

    @Test
    void bytesAreCountedToo() {
        shares.publish("ada", 1, 2500, 0);
        assertRefused("bytes", 1, () -> shares.publish("ada", 1, 0, 0));
        shares.publish("ada", 1, 0, SECOND);
    }

    @Test
    void aRefusedCallCostsNothing() {
        shares.publish("ada", 1000, 0, 0);
        for (int i = 0; i < 1000; i++) {
            assertThatThrownBy(() -> shares.publish("ada", 100, 100, 0)).isInstanceOf(TooMuchException.class);
        }
        shares.publish("ada", 1, 0, 10 * SECOND);
    }

    private static void assertRefused(String setting, int retryAfter, Runnable call) {
        assertThatThrownBy(call::run)
                .isInstanceOfSatisfying(
                        TooMuchException.class,
                        refused -> assertThat(refused.retryAfterSeconds()).isEqualTo(retryAfter))
                .hasMessageContaining("streams.limits." + setting);
    }
}
