package io.redisstreams.consume;

import static org.assertj.core.api.Assertions.assertThat;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class ErrorFingerprintTest {
    @Inject
    AgroalDataSource database;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            x.Problem: no user 8f14e45f-ceea-467f-a8b8-2d6d3c3f6a10       | x.Problem: no user #
            x.Problem: took 1500 ms of 30                                 | x.Problem: took # ms of #
            x.Problem: object 65a1b2c3d4e5f60718293a4b                    | x.Problem: object #
            x.Problem: first line\\ncaused by y.Other: 5                  | x.Problem: first line
            x.Problem                                                     | x.Problem
            """)
    void keepsWhatErrorsOfAKindHaveInCommon(String error, String fingerprint) throws SQLException {
        assertThat(fingerprint(error.replace("\\n", "\n"))).isEqualTo(fingerprint);
    }

    private String fingerprint(String error) throws SQLException {
        try (var connection = database.getConnection();
                var select = connection.prepareStatement("SELECT error_fingerprint(?)")) {
            select.setString(1, error);
            try (var row = select.executeQuery()) {
                row.next();
                return row.getString(1);
            }
        }
    }
}
