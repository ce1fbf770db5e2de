package io.redisstreams.group;

import com.fasterxml.jackson.annotation.JsonFormat;
import java.time.Duration;
import java.util.List;

public record InfoResponse(List<StreamView> streams, List<TypeView> eventTypes, List<ConfiguredGroup> groups) {
    /** @param mode outbox or direct */
    public record StreamView(String stream, String mode, List<String> groups, List<String> eventTypes) {}

    public record TypeView(String eventType, String stream) {}

    /** Times are ISO-8601 durations. */
    public record ConfiguredGroup(
            String group,
            String stream,
            int concurrency,
            int batchSize,
            @JsonFormat(shape = JsonFormat.Shape.STRING) Duration block,
            @JsonFormat(shape = JsonFormat.Shape.STRING) Duration visibilityTimeout,
            @JsonFormat(shape = JsonFormat.Shape.STRING) Duration reclaimEvery,
            int maxAttempts,
            int maxDeliveries,
            @JsonFormat(shape = JsonFormat.Shape.STRING) Duration backoffInitial,
            @JsonFormat(shape = JsonFormat.Shape.STRING) Duration backoffMax,
            String startFrom,
            boolean recordsOnly,
            List<String> eventTypes) {
        public static ConfiguredGroup of(GroupSettings group) {
            return new ConfiguredGroup(
                    group.name(),
                    group.stream(),
                    group.concurrency(),
                    group.batchSize(),
                    group.block(),
                    group.visibilityTimeout(),
                    group.reclaimEvery(),
                    group.maxAttempts(),
                    group.maxDeliveries(),
                    group.backoffInitial(),
                    group.backoffMax(),
                    group.startFrom(),
                    group.recordsOnly(),
                    group.eventTypes().patterns());
        }
    }
}
