package io.redisstreams;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.awaitility.Awaitility;

/**
 * Tests look every 20 ms whether what they wait for has come; Awaitility's own 100 ms would add up to half a minute. They
 * wait three times as long as its 10 s, for machines that have more to do.
 */
@Singleton
class ShortWaits {
    void start(@Observes StartupEvent start) {
        Awaitility.setDefaultPollInterval(Duration.ofMillis(20));
        Awaitility.setDefaultTimeout(Duration.ofSeconds(30));
    }
}
