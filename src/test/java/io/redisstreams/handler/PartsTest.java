package io.redisstreams.handler;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PartsTest {
    private static final int MILLION = 1 << 20;

    @Test
    void aPartHasAMillionCharactersOrOneItem() {
        assertThat(Parts.of(List.<Integer>of(), length -> length)).isEmpty();
        assertThat(Parts.of(List.of(1, 2, 3), length -> length)).containsExactly(List.of(1, 2, 3));
        assertThat(Parts.of(List.of(MILLION - 1, 1, 1, 2 * MILLION, 1), length -> length))
                .containsExactly(List.of(MILLION - 1, 1), List.of(1), List.of(2 * MILLION), List.of(1));
        assertThat(Parts.of(List.of(Integer.MAX_VALUE, Integer.MAX_VALUE), length -> length))
                .hasSize(2);
    }
}
