package io.redisstreams.group;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonInclude;
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
            List<String> eventTypes,
            @JsonInclude(JsonInclude.Include.NON_NULL) Endpoint push) {
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
                    group.eventTypes().patterns(),
                    group.push() == null ? null : Endpoint.of(group.push()));
        }
    }

    /**
     * Where the events of a group are posted.
     *
     * @param secrets how many keys sign the calls; the keys are never shown
     */
    public record Endpoint(
            String url,
            PushSettings.Format format,
            @JsonFormat(shape = JsonFormat.Shape.STRING) Duration timeout,
            PushSettings.OnClientError onClientError,
            int secrets) {
        static Endpoint of(PushSettings push) {
            return new Endpoint(
                    push.url().toString(),
                    push.format(),
                    push.timeout(),
                    push.onClientError(),
                    push.secrets().size());
        }
    }
}
