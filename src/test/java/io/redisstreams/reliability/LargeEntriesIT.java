package io.redisstreams.reliability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Entries of any size in the smallest heap that the service supports: they are worked off, and memory is never used up. */
class LargeEntriesIT {
    private static final List<String> STREAMS = List.of("user:events", "chat:messages", "task:queue", "system:logs");
    private static final int MEBIBYTE = 1 << 20;

    @RegisterExtension
    static final Playground playground = new Playground();

    /** Small ones first, so that the service has no reason to expect what follows. */
    @Test
    void fourGroupsWorkOffLargeEntriesInTheSmallestHeap() {
        int large = Playground.events(40);
        try (RespClient redis = playground.redis.connect()) {
            for (String stream : STREAMS) {
                add(redis, stream, 500, "'{}'");
                add(redis, stream, large, "'{\"text\":\"' .. string.rep('x', " + MEBIBYTE + ") .. '\"}'");
                // Twenty-eight times as large when it is built as a tree.
                add(redis, stream, 5, "'[' .. string.rep('{},', " + MEBIBYTE / 3 + ") .. '{}]'");
            }
            add(redis, "chat:messages", 1, "'\"' .. string.rep('y', " + 6 * MEBIBYTE + ") .. '\"'");
            add(redis, "chat:messages", 1, "'\"' .. string.rep('z', " + 100 * MEBIBYTE + ") .. '\"'");
        }
        int handled = 4 * (500 + large + 5) + 1;

        ServiceProcess service = playground.start(Map.of(), "128m").awaitReady();

        await().atMost(Duration.ofSeconds(60L + large))
                .pollInterval(Duration.ofMillis(500))
                .until(() -> {
                    assertThat(service.isAlive()).isTrue();
                    return rows("status = 'processed'") == handled && rows("status = 'dead'") == 1;
                });
        assertThat(rows("status = 'dead' AND error LIKE 'The entry has 1048576__ bytes%'"))
                .isOne();
        assertThat(service.log()).doesNotContain("OutOfMemoryError");
        assertThat(service.post("/api/events/logs", "{\"level\":\"info\",\"message\":\"still here\"}"))
                .isEqualTo(201);
    }

    private static void add(RespClient redis, String stream, int count, String payload) {
        redis.call(
                "EVAL",
                "local payload = " + payload + " for i = 1, " + count
                        + " do redis.call('XADD', KEYS[1], '*', 'eventType', 'foreign', 'payload', payload) end",
                "1",
                stream);
    }

    private static long rows(String condition) {
        return Playground.safely(() -> playground.postgres.number("SELECT count(*) FROM event_log WHERE " + condition));
    }
}
