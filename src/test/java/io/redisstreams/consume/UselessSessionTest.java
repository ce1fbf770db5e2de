package io.redisstreams.consume;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisstreams.postgres.SessionSettings;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UselessSessionTest {
    @ParameterizedTest
    @ValueSource(strings = {"08000", "08006", "08P01", "25006", "25P03", "25P04", "57P01", "57P02", "57P03", "57P05"})
    void leavesThePool(String state) {
        assertThat(SessionSettings.isUseless(new SQLException("x", state))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"22001", "23505", "25P02", "40001", "40P01", "42P01", "53100", "53300", "55P03", "57014"})
    void staysWhenOnlyTheStatementFailed(String state) {
        assertThat(SessionSettings.isUseless(new SQLException("x", state))).isFalse();
    }

    @Test
    void staysWhenTheDriverNamesNoState() {
        assertThat(SessionSettings.isUseless(new SQLException("x"))).isFalse();
    }
}
