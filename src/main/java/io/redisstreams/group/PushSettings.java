package io.redisstreams.group;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Where and how the events of a group are posted.
 *
 * @param timeout of one call, from its beginning to the answer
 * @param secrets that sign the calls: two during a rotation; none: the calls are not signed
 */
public record PushSettings(
        URI url, Format format, Duration timeout, OnClientError onClientError, List<WebhookSecret> secrets) {
    private static final Duration LONGEST_TIMEOUT = Duration.ofMinutes(5);
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    /** What the body of a call is. */
    public enum Format {
        /** The payload, and nothing else. */
        @JsonProperty("json")
        JSON,
        /** The payload; headers have the attributes of CloudEvents. */
        @JsonProperty("cloudevents-binary")
        CLOUDEVENTS_BINARY,
        /** A JSON object of CloudEvents with the payload in it. */
        @JsonProperty("cloudevents-structured")
        CLOUDEVENTS_STRUCTURED
    }

    /** What becomes of an event when the endpoint says that the call itself is wrong (most of 4xx). */
    public enum OnClientError {
        /** It is repeated like any other failure. */
        @JsonProperty("retry")
        RETRY,
        /** It is a dead letter at once. */
        @JsonProperty("dead")
        DEAD
    }

    /** Null when the group has no URL, and so nothing else of this. */
    static PushSettings of(String group, StreamsConfig.Push push) {
        boolean none = push.format().isEmpty()
                && push.timeout().isEmpty()
                && push.onClientError().isEmpty()
                && push.secrets().isEmpty();
        if (push.url().isEmpty() && none) {
            return null;
        }
        List<String> secrets = push.secrets().orElse(List.of());
        PushSettings settings = new PushSettings(
                url(group, push.url().orElse("")),
                push.format().orElse(Format.JSON),
                push.timeout().orElse(TIMEOUT),
                push.onClientError().orElse(OnClientError.RETRY),
                secrets.stream().map(secret -> secret(group, secret)).toList());
        if (settings.timeout.toMillis() < 100 || settings.timeout.compareTo(LONGEST_TIMEOUT) > 0) {
            throw new InvalidSettingException(group, "push.timeout", "must be from 100MS to 5M");
        }
        if (secrets.size() > 2) {
            throw new InvalidSettingException(group, "push.secrets", "must be at most 2: the new one and the old one");
        }
        return settings;
    }

    private static URI url(String group, String text) {
        try {
            URI url = new URI(text);
            boolean http = "http".equalsIgnoreCase(url.getScheme()) || "https".equalsIgnoreCase(url.getScheme());
            if (http && url.getHost() != null && url.getRawUserInfo() == null && url.getRawFragment() == null) {
                return url;
            }
        } catch (URISyntaxException noUrl) {
            // Refused below, as any other.
        }
        throw new InvalidSettingException(
                group, "push.url", "must be an http or https URL with a host, without a user and a fragment");
    }

    private static WebhookSecret secret(String group, String text) {
        return WebhookSecret.of(text)
                .orElseThrow(() -> new InvalidSettingException(group, "push.secrets", WebhookSecret.RULE));
    }

    public boolean isTls() {
        return url.getScheme().equalsIgnoreCase("https");
    }

    public int port() {
        return url.getPort() >= 0 ? url.getPort() : isTls() ? 443 : 80;
    }

    /** As it is shown in logs and errors: a query may carry a secret. */
    public String shownUrl() {
        return url.getScheme() + "://" + url.getRawAuthority()
                + Optional.ofNullable(url.getRawPath()).orElse("");
    }
}
