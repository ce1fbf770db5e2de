package io.redisstreams.group;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A group that a caller defines: with the settings of the configuration, under the same names. {@code streams.defaults}
 * has the defaults of absent settings.
 *
 * @param name of the group; null when the address of the call contains it
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record GroupDefinition(
        String name,
        String stream,
        OptionalInt concurrency,
        OptionalInt batchSize,

        @JsonDeserialize(contentUsing = SettingDuration.class) @JsonSerialize(contentUsing = ToStringSerializer.class)
        Optional<Duration> block,

        @JsonDeserialize(contentUsing = SettingDuration.class) @JsonSerialize(contentUsing = ToStringSerializer.class)
        Optional<Duration> visibilityTimeout,

        @JsonDeserialize(contentUsing = SettingDuration.class) @JsonSerialize(contentUsing = ToStringSerializer.class)
        Optional<Duration> reclaimEvery,

        OptionalInt maxAttempts,
        OptionalInt maxDeliveries,
        Backoff backoff,
        Optional<String> startFrom,
        boolean recordsOnly,
        Optional<List<String>> eventTypes,
        @JsonProperty("push") Optional<PushDefinition> endpoint)
        implements StreamsConfig.Group {
    private static final PushDefinition NONE = new PushDefinition(null, null, null, null, null);

    GroupDefinition {
        concurrency = orEmpty(concurrency);
        batchSize = orEmpty(batchSize);
        block = orEmpty(block);
        visibilityTimeout = orEmpty(visibilityTimeout);
        reclaimEvery = orEmpty(reclaimEvery);
        maxAttempts = orEmpty(maxAttempts);
        maxDeliveries = orEmpty(maxDeliveries);
        backoff = Objects.requireNonNullElse(backoff, new Backoff(null, null));
        startFrom = orEmpty(startFrom);
        // A null is a pattern like any other that is none.
        eventTypes = orEmpty(eventTypes)
                .map(types -> types.stream()
                        .map(type -> Objects.requireNonNullElse(type, ""))
                        .toList());
        endpoint = orEmpty(endpoint);
    }

    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record Backoff(
            @JsonDeserialize(contentUsing = SettingDuration.class)
            @JsonSerialize(contentUsing = ToStringSerializer.class)
            Optional<Duration> initial,

            @JsonDeserialize(contentUsing = SettingDuration.class)
            @JsonSerialize(contentUsing = ToStringSerializer.class)
            Optional<Duration> max)
            implements StreamsConfig.OptionalBackoff {
        Backoff {
            initial = orEmpty(initial);
            max = orEmpty(max);
        }
    }

    /** The secrets are for the calls only. */
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record PushDefinition(
            @JsonProperty("url") String address,
            Optional<PushSettings.Format> format,

            @JsonDeserialize(contentUsing = SettingDuration.class)
            @JsonSerialize(contentUsing = ToStringSerializer.class)
            Optional<Duration> timeout,

            Optional<PushSettings.OnClientError> onClientError,
            Optional<List<String>> secrets)
            implements StreamsConfig.Push {
        PushDefinition {
            format = orEmpty(format);
            timeout = orEmpty(timeout);
            onClientError = orEmpty(onClientError);
            secrets = orEmpty(secrets);
        }

        @Override
        public Optional<String> url() {
            return Optional.ofNullable(address);
        }

        PushDefinition signedBy(Optional<List<String>> others) {
            return new PushDefinition(address, format, timeout, onClientError, others);
        }

        @Override
        public String toString() {
            return "push to " + address;
        }
    }

    /** The same definition with this name and this stream. */
    GroupDefinition of(String group, String onStream) {
        return with(group, onStream, endpoint);
    }

    /** The same, with these secrets where it has none of its own. */
    GroupDefinition signedBy(Optional<List<String>> secrets) {
        return with(name, stream, endpoint.map(push -> push.secrets().isPresent() ? push : push.signedBy(secrets)));
    }

    /** Empty without a push, or without secrets. */
    Optional<List<String>> secrets() {
        return endpoint.flatMap(PushDefinition::secrets);
    }

    @Override
    public StreamsConfig.Push push() {
        return endpoint.orElse(NONE);
    }

    private GroupDefinition with(String group, String onStream, Optional<PushDefinition> push) {
        return new GroupDefinition(
                group,
                onStream,
                concurrency,
                batchSize,
                block,
                visibilityTimeout,
                reclaimEvery,
                maxAttempts,
                maxDeliveries,
                backoff,
                startFrom,
                recordsOnly,
                eventTypes,
                push);
    }

    private static <T> Optional<T> orEmpty(Optional<T> setting) {
        return setting == null ? Optional.empty() : setting;
    }

    private static OptionalInt orEmpty(OptionalInt setting) {
        return setting == null ? OptionalInt.empty() : setting;
    }
}
