package io.redisstreams.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PayloadBudgetTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "all", textBlock = """
                    1 2 3     | 6  | all
                    1 2 3     | 5  | 2
                    1 1 1 100 | 23 | 20
                    100 1 1 1 | 23 | 20
                    50 50     | 20 | 10
                    9         | 4  | 4
                    5 5 5     | 1  | 0""")
    void shortOnesLeaveRoomToLongOnes(String lengths, long most, Long longest) {
        List<Long> all = Arrays.stream(lengths.split(" ")).map(Long::valueOf).toList();
        assertThat(PayloadBudget.longest(all, most)).isEqualTo(longest == null ? Long.MAX_VALUE : longest);
    }
}
