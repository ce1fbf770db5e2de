package io.redisstreams.group;

import io.redisstreams.redis.OwnKeys;
import java.time.Duration;

/**
 * One consumer group, with the defaults filled in.
 *
 * @param concurrency consumers in one instance; of a group with {@code push}, calls in flight
 * @param push where its events are posted; null when Java handlers handle them
 */
public record GroupSettings(
        String name,
        String stream,
        int concurrency,
        int batchSize,
        Duration block,
        Duration visibilityTimeout,
        Duration reclaimEvery,
        int maxAttempts,
        int maxDeliveries,
        Duration backoffInitial,
        Duration backoffMax,
        String startFrom,
        boolean recordsOnly,
        EventTypeFilter eventTypes,
        PushSettings push) {
    static final String OWN_KEY = "must not begin with " + OwnKeys.PREFIX + ", which is for the service's own keys";

    public GroupSettings {
        require(stream != null && !stream.isBlank(), name, "stream", "must be named");
        require(!OwnKeys.isOwn(stream), name, "stream", OWN_KEY);
        int most = push == null ? 64 : 1000;
        require(concurrency >= 1 && concurrency <= most, name, "concurrency", "must be from 1 to " + most);
        require(batchSize >= 1 && batchSize <= 1000, name, "batch-size", "must be from 1 to 1000");
        require(block.toMillis() >= 1, name, "block", "must be at least 1 ms: XREADGROUP takes 0 for ever");
        require(block.toMillis() <= 5000, name, "block", "must be at most 5S, or a dead connection goes unseen");
        require(visibilityTimeout.toMillis() >= 1000, name, "visibility-timeout", "must be at least 1S");
        require(reclaimEvery.toMillis() >= 100, name, "reclaim-every", "must be at least 100MS");
        require(maxAttempts >= 1, name, "max-attempts", "must be at least 1");
        require(maxDeliveries >= 1, name, "max-deliveries", "must be at least 1");
        require(
                !backoffInitial.isNegative() && backoffMax.compareTo(backoffInitial) >= 0,
                name,
                "backoff.max",
                "must be at least backoff.initial");
        require(
                StartPosition.isValid(startFrom),
                name,
                "start-from",
                "is '" + startFrom + "'; it must be 0, $, an entry id or an ISO-8601 time");
        require(
                eventTypes.isValid(),
                name,
                "event-types",
                "must be at most " + EventTypeFilter.MOST
                        + " types such as order.created, or beginnings of types such as order.*");
    }

    /** @throws InvalidSettingException when a setting is invalid */
    static GroupSettings of(String name, StreamsConfig.Group group, StreamsConfig config) {
        StreamsConfig.Defaults defaults = config.defaults();
        return new GroupSettings(
                name,
                group.stream(),
                config.consumers()
                        .concurrency()
                        .orElse(group.concurrency()
                                .orElse(
                                        group.push().url().isPresent()
                                                ? config.push().concurrency()
                                                : defaults.concurrency())),
                group.batchSize().orElse(defaults.batchSize()),
                group.block().orElse(defaults.block()),
                group.visibilityTimeout().orElse(defaults.visibilityTimeout()),
                group.reclaimEvery().orElse(defaults.reclaimEvery()),
                group.maxAttempts().orElse(defaults.maxAttempts()),
                group.maxDeliveries().orElse(defaults.maxDeliveries()),
                group.backoff().initial().orElse(defaults.backoff().initial()),
                group.backoff().max().orElse(defaults.backoff().max()),
                group.startFrom().orElse(defaults.startFrom()),
                group.recordsOnly(),
                group.eventTypes().map(EventTypeFilter::new).orElse(EventTypeFilter.ALL),
                PushSettings.of(name, group.push()));
    }

    /** Whether the group handles events of the type; it only acknowledges the others. */
    public boolean wants(String eventType) {
        return eventTypes.wants(eventType);
    }

    /**
     * Whether an event may run no more because so many runs of it ended with their process. An event that is handled
     * elsewhere has no part in that.
     */
    public boolean isEndedBy(int runs) {
        return push == null && runs >= maxDeliveries;
    }

    /** How long a row belongs to the run that took it: what is handled elsewhere holds no lock on it meanwhile. */
    public Duration rowLease() {
        return push == null ? visibilityTimeout : visibilityTimeout.plus(push.timeout());
    }

    private static void require(boolean holds, String group, String setting, String rule) {
        if (!holds) {
            throw new InvalidSettingException(group, setting, rule);
        }
    }
}
