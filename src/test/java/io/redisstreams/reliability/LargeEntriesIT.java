package io.redisstreams.reliability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
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

        ServiceProcess service = playground
                .start(Map.of("streams.search.timeout", "60S"), "128m")
                .awaitReady();

        await().atMost(Duration.ofSeconds(60L + large))
                .pollInterval(Duration.ofMillis(500))
                .until(() -> {
                    assertThat(service.isAlive()).isTrue();
                    return rows("status IN ('processed', 'unhandled')") == handled && rows("status = 'dead'") == 1;
                });
        assertThat(rows("status = 'dead' AND error LIKE 'The entry has 1048576__ bytes%'"))
                .isOne();
        fourLargeAnswersAtOnceLeaveRoomForOthers(service);
        aReaderThatWaitsGivesUpWhatItCannotHold(service);
        assertThat(service.log()).doesNotContain("OutOfMemoryError");
        await().atMost(Duration.ofSeconds(30))
                .until(() ->
                        service.post("/api/events/logs", "{\"level\":\"info\",\"message\":\"still here\"}") == 201);
    }

    /** Each answer would be 25 MB, and is cut to 8 MB. A caller that finds the memory taken comes again. */
    private static void fourLargeAnswersAtOnceLeaveRoomForOthers(ServiceProcess service) {
        playground.postgres.execute("""
                INSERT INTO event_log (event_id, message_id, stream, event_type, payload, group_name, consumer, status, attempts, published_at)
                SELECT gen_random_uuid(), '1-0', 'large', 'a', jsonb_build_object('text', repeat('x', 250000)), 'g', 'c', 'discarded', 1, now()
                FROM generate_series(1, 100)""");
        AtomicInteger answered = new AtomicInteger();
        Queue<String> wrong = new ConcurrentLinkedQueue<>();
        Instant end = Instant.now().plus(Duration.ofMinutes(2));
        List<Thread> callers = Stream.generate(() -> new Thread(() -> {
                    boolean done = false;
                    while (!done && Instant.now().isBefore(end)) {
                        try {
                            HttpResponse<String> answer = service.get("/api/events/processed?limit=500&stream=large");
                            done = answer.statusCode() != 503;
                            if (answer.statusCode() == 200 && answer.body().length() > 4_000_000) {
                                answered.incrementAndGet();
                            } else if (done) {
                                wrong.add(answer.statusCode() + " with "
                                        + answer.body().length());
                            }
                        } catch (IOException late) {
                            // It comes again, too.
                        }
                    }
                }))
                .limit(4)
                .toList();
        callers.forEach(Thread::start);
        int small = 0;
        while (callers.stream().anyMatch(Thread::isAlive)) {
            int status = service.post("/api/events/logs", "{\"level\":\"info\",\"message\":\"small\"}");
            // A machine that is busy enough answers late, and the publisher gives up.
            assertThat(status).isIn(201, 503);
            small += status == 201 ? 1 : 0;
        }
        assertThat(wrong).isEmpty();
        assertThat(answered).hasValue(4);
        assertThat(small).isPositive();
    }

    /** All have been handled, so the readers wait, and the next entry comes to one of them. */
    private static void aReaderThatWaitsGivesUpWhatItCannotHold(ServiceProcess service) {
        try (RespClient redis = playground.redis.connect()) {
            add(redis, "task:queue", 1, "'\"' .. string.rep('w', " + 60 * MEBIBYTE + ") .. '\"'");
        }
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(500))
                .until(() -> {
                    assertThat(service.isAlive()).isTrue();
                    return rows("status = 'dead' AND error LIKE 'The entry has 629145__ bytes%'") == 1;
                });
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
