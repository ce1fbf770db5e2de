package io.redisstreams.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What waits in a stream is what its groups have not acknowledged, in all of them; its length says nothing about that. */
@QuarkusTest
class StreamInfoTest {
    @Inject
    RedisDataSource redis;

    @Inject
    StreamInfo info;

    private final String stream = "waiting:" + UUID.randomUUID();

    @Test
    void workInFlightWaitsAndFinishedEntriesDoNot() {
        redis.execute("XGROUP", "CREATE", stream, "fast", "0", "MKSTREAM");
        redis.execute("XGROUP", "CREATE", stream, "slow", "0");
        for (int i = 0; i < 5; i++) {
            redis.execute("XADD", stream, "*", "payload", "1");
        }
        assertThat(waiting()).isEqualTo(5 + 5);
        List<String> delivered = read("fast", 3);
        assertThat(waiting()).as("delivered, not acknowledged").isEqualTo(5 + 5);
        acknowledge("fast", delivered);
        assertThat(waiting()).isEqualTo(2 + 5);
        acknowledge("fast", read("fast", 5));
        acknowledge("slow", read("slow", 5));
        assertThat(waiting()).isZero();
        assertThat(state().length()).isEqualTo(5);
    }

    private long waiting() {
        return state().waiting();
    }

    private StreamState state() {
        return info.read(List.of(stream)).await().indefinitely().get(0);
    }

    private List<String> read(String group, int count) {
        List<String> ids = new ArrayList<>();
        redis.execute("XREADGROUP", "GROUP", group, "c", "COUNT", "" + count, "STREAMS", stream, ">")
                .get(stream)
                .forEach(entry -> ids.add(entry.get(0).toString()));
        return ids;
    }

    private void acknowledge(String group, List<String> ids) {
        List<String> all = new ArrayList<>(List.of(stream, group));
        all.addAll(ids);
        redis.execute("XACK", all.toArray(String[]::new));
    }
}
