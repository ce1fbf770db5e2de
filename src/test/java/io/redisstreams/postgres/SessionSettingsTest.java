package io.redisstreams.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.redisstreams.process.Instance;
import jakarta.inject.Inject;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.sql.SQLException;
import jdk.net.ExtendedSocketOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What PostgreSQL says of the pool's sessions. */
@QuarkusTest
class SessionSettingsTest {
    @Inject
    AgroalDataSource database;

    @Inject
    Instance instance;

    @ParameterizedTest
    @CsvSource({
        "tcp_keepalives_idle, 10",
        "tcp_keepalives_interval, 5",
        "tcp_keepalives_count, 3",
        "tcp_user_timeout, 25000",
    })
    void noticeThatTheOtherEndIsGone(String setting, String value) throws SQLException {
        assertThat(ask("SELECT setting FROM pg_settings WHERE name = '" + setting + "'"))
                .isEqualTo(value);
    }

    @Test
    void bearTheNameOfTheInstance() throws SQLException {
        assertThat(ask("SELECT current_setting('application_name')"))
                .isEqualTo(instance.sessionName())
                .hasSizeLessThanOrEqualTo(63);
    }

    @Test
    void noticeFromThisEndToo() throws Exception {
        try (Socket socket = new KeepAliveSockets().createSocket()) {
            assertThat(socket.getOption(StandardSocketOptions.SO_KEEPALIVE)).isTrue();
            assertThat(socket.getOption(ExtendedSocketOptions.TCP_KEEPIDLE)).isEqualTo(10);
        }
    }

    private String ask(String sql) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
