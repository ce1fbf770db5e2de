package io.redisstreams.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GrantTest {
    @ParameterizedTest
    @CsvSource({
        "publisher,             orders,      true,  false",
        "publisher:orders,      orders,      true,  true",
        "publisher:orders,      orders:eu,   false, false",
        "publisher:orders:*,    orders:eu,   true,  true",
        "publisher:orders:*,    orders,      false, false",
        "publisher:*:eu,        orders:eu,   true,  true",
        "publisher:a.c,         abc,         false, false",
        "publisher:*,           anything,    true,  true",
        "consumer:orders,       orders,      false, false",
        "admin,                 orders,      false, false",
        "unknown,               orders,      false, false",
    })
    void aGrantHoldsForTheNamesThatMatch(String role, String stream, boolean allowed, boolean explicitly) {
        Grants grants = Grants.of(Set.of(role));
        assertThat(grants.allow(Roles.PUBLISHER, stream)).isEqualTo(allowed);
        assertThat(grants.allowExplicitly(Roles.PUBLISHER, stream)).isEqualTo(explicitly);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "root", "reader:orders", "publisher:", ":", "Publisher"})
    void whatIsNoRoleGrantsNothing(String text) {
        assertThat(Grant.of(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"publisher:a\\E.*, ab, false", "publisher:a\\Eb, a\\Eb, true", "publisher:\\Q*, \\Qx, true"})
    void aPatternIsNoRegularExpression(String role, String stream, boolean allowed) {
        assertThat(Grants.of(Set.of(role)).allow(Roles.PUBLISHER, stream)).isEqualTo(allowed);
    }

    @Test
    void aTokenIsItsLineReadAgain() {
        String secret = ApiToken.draw();
        ApiToken token = new ApiToken("ada", List.of("operator", "publisher:orders:*"), ApiToken.hash(secret));
        assertThat(ApiToken.read(token.line())).isEqualTo(token);
        assertThat(token.line()).doesNotContain(secret);
        assertThat(ApiToken.draw()).isNotEqualTo(secret).hasSize(47).startsWith("rst_");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ada operator",
                "ada operator abc",
                "ada root 0000000000000000000000000000000000000000000000000000000000000000",
                "a/b reader 0000000000000000000000000000000000000000000000000000000000000000",
                "ada reader 0000000000000000000000000000000000000000000000000000000000000000 more"
            })
    void aLineThatCannotBeReadIsRefusedWithoutBeingRepeated(String line) {
        assertThatThrownBy(() -> ApiToken.read(line))
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .doesNotContain("0000");
    }
}
