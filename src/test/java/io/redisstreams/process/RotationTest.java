package io.redisstreams.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RotationTest {
    @Test
    void comesToEachAPartAtATime() {
        Rotation rotation = new Rotation(2);
        List<String> all = List.of("a", "b", "c", "d", "e");
        assertThat(rotation.next(all)).containsExactly("a", "b");
        assertThat(rotation.next(all)).containsExactly("c", "d");
        assertThat(rotation.next(all)).containsExactly("e", "a");
        assertThat(rotation.next(List.of("a", "c", "d"))).containsExactly("c", "d");
    }

    @Test
    void takesAllWhenTheyAreFew() {
        Rotation rotation = new Rotation(2);
        assertThat(rotation.next(List.of())).isEmpty();
        assertThat(rotation.next(List.of("a", "b"))).containsExactly("a", "b");
        assertThat(rotation.next(List.of("a", "b"))).containsExactly("a", "b");
    }
}
