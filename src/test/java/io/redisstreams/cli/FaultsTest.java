package io.redisstreams.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisstreams.fault.RedisAwayException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ConnectException;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class FaultsTest {
    @Test
    void aServerThatIsAwayIsOneLine() {
        assertThat(told(new RedisAwayException(
                        "Redis did not take it", new ConnectException("Connection refused\nat"))))
                .matches("Redis at \\S+: Connection refused\\R");
        assertThat(told(new IllegalStateException(new SQLException("The connection attempt failed."))))
                .matches("PostgreSQL at \\S+: The connection attempt failed.\\R");
    }

    @Test
    void aFaultOfTheProgramIsAStackTrace() {
        assertThat(told(new NullPointerException("oops"))).contains("NullPointerException: oops", "\tat ");
    }

    @Test
    void passwordsAreNotTold() {
        assertThat(Servers.withoutSecrets("redis://me:secret@a:6379/0,redis://:secret@b:6379"))
                .isEqualTo("redis://a:6379/0,redis://b:6379");
        assertThat(Servers.withoutSecrets("jdbc:postgresql://a:5432/db?user=me&password=secret"))
                .isEqualTo("jdbc:postgresql://a:5432/db");
    }

    private static String told(Throwable failure) {
        StringWriter text = new StringWriter();
        assertThat(Faults.report(failure, new PrintWriter(text))).isEqualTo(1);
        return text.toString();
    }
}
