package io.redisstreams.monitor;

import io.redisstreams.consume.GroupWorkers;
import io.redisstreams.consume.Lease;
import io.redisstreams.process.Instance;
import io.redisstreams.redis.ConsumerSample;
import java.time.Duration;
import java.util.Collection;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A consumer of a group, with the instance from its name and whether it lives.
 *
 * @param instance the process that it belongs to; null when it belongs to another service
 * @param alive null when unknown: no consumer reads for a paused group
 */
public record Member(ConsumerSample consumer, String instance, Role role, Boolean alive) {
    public enum Role {
        READER,
        RECLAIMER,
        HANDED_BACK,
        OTHER;

        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** The format of {@link Instance} and {@link GroupWorkers}. */
    private static final Pattern NAME = Pattern.compile("(.+-\\d+-[0-9a-f]{8})-(\\d+|reclaimer)");

    /**
     * A consumer of this service lives when its instance does. For others only Redis knows, and only whether they read
     * lately.
     *
     * @param patience longer than a living consumer is ever idle
     */
    static Member of(ConsumerSample consumer, Collection<String> instances, Duration patience, boolean paused) {
        Matcher name = NAME.matcher(consumer.name());
        if (consumer.name().equals(Lease.HANDED_BACK)) {
            return new Member(consumer, null, Role.HANDED_BACK, null);
        }
        if (!name.matches()) {
            return new Member(consumer, null, Role.OTHER, paused ? null : consumer.idleMillis() <= patience.toMillis());
        }
        String instance = name.group(1);
        Role role = name.group(2).equals("reclaimer") ? Role.RECLAIMER : Role.READER;
        return new Member(consumer, instance, role, paused ? null : instances.contains(instance));
    }
}
