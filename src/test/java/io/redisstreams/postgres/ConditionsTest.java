package io.redisstreams.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConditionsTest {
    @Test
    void whatIsNotGivenAsksNothing() {
        Conditions conditions =
                new Conditions().and("a = :a", "a", 1).and("b = :b", "b", null).and("c = :c", "c", 3);
        assertThat(conditions.where()).isEqualTo(" where a = :a and c = :c");
        assertThat(conditions.parameters()).isEqualTo(Map.of("a", 1, "c", 3));
        assertThat(new Conditions().where()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"a, %a%", "50%, %50\\%%", "a_b, %a\\_b%", "a\\b, %a\\\\b%", "'',", ","})
    void takesWildcardsLiterally(String text, String pattern) {
        assertThat(Conditions.containing(text)).isEqualTo(pattern);
    }
}
