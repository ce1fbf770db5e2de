package io.redisstreams.cli.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class KindTest {
    private final ObjectMapper mapper = new ObjectMapper();

    @ParameterizedTest
    @EnumSource
    void bodiesAndPayloadsAreObjectsThatDiffer(Kind kind) throws IOException {
        assertThat(mapper.readTree(kind.body("r", 1)).isObject()).isTrue();
        assertThat(mapper.readTree(kind.payload("r", 1)).isObject()).isTrue();
        assertThat(kind.body("r", 1)).isNotEqualTo(kind.body("r", 2)).isNotEqualTo(kind.body("s", 1));
    }
}
