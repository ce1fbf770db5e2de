package io.redisstreams.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServerFaultsTest {
    @ParameterizedTest
    @CsvSource({
        // state, of the database, ends the session
        "08000, true, true",
        "08006, true, true",
        "08P01, true, true",
        "25006, true, true",
        "25P03, true, true",
        "25P04, true, true",
        "40001, true, false",
        "40P01, true, false",
        "53100, true, false",
        "53200, true, false",
        "53300, true, false",
        "55P03, true, false",
        "57014, true, false",
        "57P01, true, true",
        "57P02, true, true",
        "57P03, true, true",
        "57P05, true, true",
        "58030, true, false",
        // An event's own faults.
        "22P02, false, false",
        "22001, false, false",
        "23505, false, false",
        "25P02, false, false",
        "42P01, false, false",
        "42501, false, false",
        "54001, false, false",
        "P0001, false, false"
    })
    void isToldByItsState(String state, boolean ofDatabase, boolean endsSession) {
        SQLException fault = new SQLException("as the driver says it", state);
        assertThat(ServerFaults.ofDatabase(fault)).isEqualTo(ofDatabase);
        assertThat(ServerFaults.ofDatabase(new IllegalStateException(new RuntimeException(fault))))
                .isEqualTo(ofDatabase);
        assertThat(ServerFaults.endsSession(fault)).isEqualTo(endsSession);
    }

    @Test
    void thePoolHasNoStates() {
        assertThat(ServerFaults.ofDatabase(new SQLException("Acquisition timeout while waiting for new connection")))
                .isTrue();
        assertThat(ServerFaults.ofDatabase(new SQLTransientConnectionException("no connection")))
                .isTrue();
        assertThat(ServerFaults.ofDatabase(new SQLException("The column name x was not found")))
                .isFalse();
        assertThat(ServerFaults.ofDatabase(new IllegalStateException("an error of the handler")))
                .isFalse();
    }
}
