package io.redisstreams.cli.load;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Map;

/** What came of the publishing: so far, while it goes on. Errors by what was said, with how often. */
@RegisterForReflection
public record Published(
        long planned,
        long published,
        long failed,
        Map<String, Long> errors,
        double seconds,
        double perSecond,
        Latency latency) {}
