package io.redisstreams.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisstreams.fault.RedisFault.Blame;
import io.vertx.redis.client.impl.types.ErrorType;
import java.net.ConnectException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RedisFaultTest {
    /** As Redis 7.0 says it. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "OOM command not allowed when used memory > 'maxmemory'.|OUT_OF_MEMORY",
                "OOM command not allowed when used memory > 'maxmemory'. script: f3a1, on @user_script:13.|OUT_OF_MEMORY",
                "READONLY You can't write against a read only replica.|READ_ONLY",
                "MISCONF Redis is configured to save RDB snapshots, but it's currently unable to persist on disk.|CANNOT_SAVE",
                "NOREPLICAS Not enough good replicas to write.|TOO_FEW_REPLICAS",
                "LOADING Redis is loading the dataset in memory|LOADING",
                "BUSY Redis is busy running a script. You can only call SCRIPT KILL or SHUTDOWN NOSAVE.|BUSY",
                "MASTERDOWN Link with MASTER is down and replica-serve-stale-data is set to 'no'.|PRIMARY_DOWN",
                "UNBLOCKED force unblock from blocking operation, instance state changed (master -> replica?)|PRIMARY_DOWN",
                "CLUSTERDOWN Hash slot not served|CLUSTER_DOWN",
                "MOVED 3999 127.0.0.1:6381|OTHER_NODE",
                "NOPERM this user has no permissions to run the 'xadd' command|NOT_PERMITTED",
                "NOPERM this user has no permissions to access one of the keys used as arguments|NOT_PERMITTED",
                "NOAUTH Authentication required.|NOT_LOGGED_IN",
                "WRONGPASS invalid username-password pair or user is disabled.|NOT_LOGGED_IN",
                "ERR max number of clients reached|TOO_MANY_CLIENTS",
                "ERR unknown command 'XAUTOCLAIM', with args beginning with:|UNKNOWN_COMMAND",
                "WRONGTYPE Operation against a key holding the wrong kind of value|WRONG_TYPE",
                "ERR The stream has exhausted the last possible ID, unable to add more items|EXHAUSTED",
                "CROSSSLOT Keys in request don't hash to the same slot|CROSS_SLOT",
                "ERR Invalid stream ID specified as stream command argument|BAD_RANGE",
                "ERR invalid start ID for the interval|BAD_RANGE",
                "ERR invalid end ID for the interval|BAD_RANGE",
                "CONNECTION_CLOSED|UNREACHABLE",
                "ERR syntax error|OTHER"
            })
    void isKnownByTheReply(String reply, RedisFault fault) {
        assertThat(RedisFault.of(ErrorType.create(reply))).isEqualTo(fault);
        assertThat(RedisFault.of(new CompletionException(ErrorType.create(reply))))
                .isEqualTo(fault);
    }

    @Test
    void isKnownByTheConnection() {
        assertThat(RedisFault.of(new CompletionException(new TimeoutException())))
                .isEqualTo(RedisFault.TIMEOUT);
        assertThat(RedisFault.of(new io.smallrye.mutiny.TimeoutException())).isEqualTo(RedisFault.TIMEOUT);
        assertThat(RedisFault.of(new CompletionException(new ConnectException("Connection refused: localhost"))))
                .isEqualTo(RedisFault.UNREACHABLE);
        assertThat(RedisFault.of(new NullPointerException())).isEqualTo(RedisFault.OTHER);
        assertThat(RedisFault.UNREACHABLE.answered()).isFalse();
        assertThat(RedisFault.OUT_OF_MEMORY.answered()).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void saysWhatToDo(RedisFault fault) {
        assertThat(fault.sentence()).isNotBlank().doesNotEndWith(".");
        assertThat(fault.advice()).isNotBlank().doesNotEndWith(".");
    }

    @Test
    void theMessageNamesTheStreamOrTheCommand() {
        assertThat(RedisErrors.translated(
                        ErrorType.create("ERR The stream has exhausted the last possible ID"), "orders"))
                .hasMessageStartingWith("'orders': ")
                .isInstanceOfSatisfying(
                        RedisRefusedException.class,
                        refused -> assertThat(refused.fault().blame()).isEqualTo(Blame.STREAM));
        assertThat(RedisErrors.translated(
                        ErrorType.create("NOPERM this user has no permissions to run the 'xadd' command"), "orders"))
                .hasMessageContaining("XADD");
        assertThat(RedisErrors.translated(ErrorType.create("WRONGTYPE Operation"), "orders"))
                .isInstanceOf(NotAStreamException.class);
        assertThat(RedisErrors.translated(new TimeoutException(), "orders")).isInstanceOf(RedisAwayException.class);
        NotAStreamException ours = new NotAStreamException("orders");
        assertThat(RedisErrors.translated(ours, "orders")).isSameAs(ours);
    }
}
