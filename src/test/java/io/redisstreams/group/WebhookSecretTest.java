package io.redisstreams.group;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookSecretTest {
    private static final String KEY = "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    /** The example of the specification of Standard Webhooks. */
    @Test
    void signsAsTheSpecificationSays() {
        WebhookSecret secret = WebhookSecret.of("whsec_" + KEY).orElseThrow();
        String content = "msg_p5jXN8AQM9LWM0D4loKWxJek.1614265330.{\"test\": 2432232314}";
        assertThat(secret.sign(content.getBytes(UTF_8))).isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    @Test
    void showsItselfToNobody() {
        assertThat(WebhookSecret.of("whsec_" + KEY).orElseThrow()).hasToString("whsec_…");
    }

    @Test
    void aNewOneIsValid() {
        String first = WebhookSecret.generate();
        assertThat(WebhookSecret.of(first)).isPresent();
        assertThat(first).isNotEqualTo(WebhookSecret.generate());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", KEY, "whsec_", "whsec_c2hvcnQ=", "whsec_!!!!", "sec_" + KEY})
    void nothingElseIsASecret(String text) {
        assertThat(WebhookSecret.of(text)).isEmpty();
    }
}
