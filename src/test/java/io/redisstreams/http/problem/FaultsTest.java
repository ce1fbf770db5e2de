package io.redisstreams.http.problem;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisstreams.fault.NotAStreamException;
import io.redisstreams.fault.RedisAwayException;
import io.redisstreams.fault.RedisErrors;
import io.redisstreams.fault.StreamFullException;
import io.redisstreams.task.TaskNotFoundException;
import io.redisstreams.user.UserNotFoundException;
import io.vertx.redis.client.impl.types.ErrorType;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.NotSupportedException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FaultsTest {
    static Stream<Arguments> faults() {
        return Stream.of(
                told(new BadParameterException("limit", "must be a whole number"), 400, false),
                told(new UserNotFoundException(UUID.randomUUID()), 404, false),
                told(new TaskNotFoundException(UUID.randomUUID()), 404, false),
                told(new NotFoundException(), 404, false),
                told(new NotAStreamException("a"), 409, false),
                told(new BodyTooLargeException(), 413, false),
                told(new NotSupportedException(), 415, false),
                told(new StreamFullException("The stream 'a' is full"), 429, true),
                told(new RedisAwayException("Redis did not take the event"), 503, true),
                told(redis("OOM command not allowed when used memory > 'maxmemory'."), 503, true),
                told(redis("NOPERM this user has no permissions to run the 'xadd' command"), 503, true),
                told(redis("ERR The stream has exhausted the last possible ID, unable to add more items"), 409, false),
                told(redis("WRONGTYPE Operation against a key holding the wrong kind of value"), 409, false),
                told(redis("ERR invalid end ID for the interval"), 400, false),
                told(redis("CROSSSLOT Keys in request don't hash to the same slot"), 400, false),
                told(wrapped(ErrorType.create("READONLY You can't write against a read only replica.")), 503, true),
                told(wrapped(new SQLException("starting up", "57P03")), 503, true),
                told(wrapped(new SQLException("connection reset", "08006")), 503, true),
                told(wrapped(new SQLException("cannot execute INSERT in a read-only transaction", "25006")), 503, true),
                told(wrapped(new SQLException("canceling statement due to lock timeout", "55P03")), 503, true),
                told(wrapped(new SQLException("could not extend file: No space left", "53100")), 503, true),
                told(wrapped(new SQLException("deadlock detected", "40P01")), 503, true),
                told(wrapped(new SQLException("Acquisition timeout while waiting for new connection")), 503, true),
                told(new SQLTransientConnectionException("no connection"), 503, true));
    }

    private static Arguments told(Throwable fault, int status, boolean retry) {
        return Arguments.of(fault, status, retry);
    }

    private static Throwable redis(String reply) {
        return RedisErrors.translated(ErrorType.create(reply), "orders");
    }

    private static Throwable wrapped(Throwable fault) {
        return new IllegalStateException("It failed", new RuntimeException(fault));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void tells(Throwable fault, int status, boolean retry) {
        assertThat(Faults.problem(fault)).hasValueSatisfying(problem -> {
            assertThat(problem.status()).isEqualTo(status);
            assertThat(problem.retryAfter() > 0).isEqualTo(retry);
            assertThat(problem.detail()).isNotBlank().isEqualTo(problem.error());
        });
    }

    static Stream<Throwable> away() {
        return Stream.of(
                new RedisAwayException("Redis does not answer"),
                wrapped(new SQLException("starting up", "57P03")),
                wrapped(new SQLException("connection reset", "08006")));
    }

    @ParameterizedTest
    @MethodSource("away")
    void aCallThatReadsIsNotToldWhatWasKept(Throwable fault) {
        Problem told = Faults.problem(fault).orElseThrow();
        assertThat(told.detail()).contains("kept");
        Problem read = Faults.ofReading(told);
        assertThat(read.detail()).doesNotContain("kept").endsWith("; try again later");
        assertThat(read.error()).isEqualTo(read.detail());
        assertThat(read.retryAfter()).isEqualTo(told.retryAfter());
    }

    static Stream<Throwable> ours() {
        return Stream.of(
                new IllegalStateException("secret"),
                new NullPointerException(),
                wrapped(new SQLException("division by zero", "22012")),
                wrapped(new SQLException("no state")));
    }

    @ParameterizedTest
    @MethodSource("ours")
    void tellsNothingOfOurOwnFaults(Throwable fault) {
        assertThat(Faults.problem(fault)).isEmpty();
    }
}
