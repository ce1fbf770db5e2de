package io.redisstreams.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.ConnectException;
import java.sql.SQLException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class RedisErrorsTest {
    @Test
    void anExistingGroupIsTold() {
        assertThat(RedisErrors.groupExists(new RuntimeException("BUSYGROUP Consumer Group name already exists")))
                .isTrue();
        assertThat(RedisErrors.groupExists(new RuntimeException("NOGROUP No such key")))
                .isFalse();
    }

    @Test
    void aKeyOfAnotherTypeIsTold() {
        String reply = "WRONGTYPE Operation against a key holding the wrong kind of value";
        assertThat(RedisErrors.wrongType(new RuntimeException(reply))).isTrue();
        assertThat(RedisErrors.wrongType(new RuntimeException("a WRONGTYPE somewhere")))
                .isFalse();
        assertThat(RedisErrors.wrongType(new RuntimeException())).isFalse();
    }

    @Test
    void aReplyIsFoundAmongTheCauses() {
        var wrapped = new CompletionException(new RuntimeException("outer", new RuntimeException("BUSYGROUP there")));
        assertThat(RedisErrors.groupExists(wrapped)).isTrue();
    }

    @Test
    void theBriefFormIsTheRootsMessage() {
        assertThat(RedisErrors.brief(new RuntimeException("outer", new RuntimeException("root"))))
                .isEqualTo("root");
        assertThat(RedisErrors.brief(new IllegalStateException(
                        "outer", new SQLException("refused", "08001", new ConnectException("Connection refused")))))
                .isEqualTo("PostgreSQL is away: Connection refused");
        assertThat(RedisErrors.brief(new RuntimeException("outer", new TimeoutException())))
                .isEqualTo("TimeoutException");
    }
}
