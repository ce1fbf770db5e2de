package io.redisstreams.security;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** What each caller has published of its share. Callers without a name have no limits. */
@ApplicationScoped
public class Shares {
    private static final int REMEMBERED = 10_000;

    private final LimitsConfig limits;
    private final Caller caller;
    /** By name; those that published last. */
    private final Map<String, Share> shares = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Share> eldest) {
            return size() > REMEMBERED;
        }
    };

    Shares(LimitsConfig limits, Caller caller) {
        this.limits = limits;
        this.caller = caller;
    }

    private record Share(Budget calls, Budget events, Budget bytes) {}

    /**
     * Counts one publishing call of the current caller.
     *
     * @throws TooMuchException when the caller has published more than its share
     */
    public void publish(int events) {
        String name = caller.knownName();
        if (name != null) {
            publish(name, events, caller.bodyBytes(), System.nanoTime());
        }
    }

    /** @param now nanoseconds of a clock that only goes forward */
    synchronized void publish(String name, int events, long bytes, long now) {
        Share share = shares.computeIfAbsent(
                name,
                unknown -> new Share(
                        new Budget(limits.calls(), now),
                        new Budget(limits.events(), now),
                        new Budget(limits.bytes().asLongValue(), now)));
        require(share.calls(), "calls", now);
        require(share.events(), "events", now);
        require(share.bytes(), "bytes", now);
        share.calls().spend(1);
        share.events().spend(events);
        share.bytes().spend(bytes);
    }

    private static void require(Budget budget, String setting, long now) {
        Duration pause = budget.pause(now);
        if (!pause.isZero()) {
            throw new TooMuchException(
                    "This caller publishes more than its share (streams.limits." + setting + "); publish slower",
                    pause);
        }
    }
}
