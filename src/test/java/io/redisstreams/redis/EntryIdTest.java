package io.redisstreams.redis;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EntryIdTest {
    @ParameterizedTest
    @CsvSource({
        "0-0, 0-0, 0",
        "1-0, 1-1, -1",
        "1-9, 1-10, -1",
        "9-0, 10-0, -1",
        "2-0, 1-18446744073709551615, 1",
        "1-18446744073709551615, 1-9223372036854775807, 1",
        "18446744073709551615-0, 9223372036854775807-5, 1",
        "5, 5-0, 0",
        "5, 5-1, -1",
    })
    void comparesAsRedisDoes(String left, String right, int sign) {
        assertThat(Integer.signum(EntryId.compare(left, right))).isEqualTo(sign);
        assertThat(Integer.signum(EntryId.compare(right, left))).isEqualTo(-sign);
    }

    @ParameterizedTest
    @CsvSource({"1526919030474-55, 1526919030474", "7, 7", "0-1, 0"})
    void knowsItsMilliseconds(String id, long millis) {
        assertThat(EntryId.millis(id)).isEqualTo(millis);
    }
}
