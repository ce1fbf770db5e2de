package io.redisstreams.reliability;

import static java.util.stream.Collectors.joining;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/** A client that publishes over HTTP, batch after batch, and sends again under the same ids what was not answered 201. */
final class Publisher {
    private static final int BATCH = 50;

    private final ServiceProcess service;
    private final String room;
    private final AtomicInteger kept = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();

    Publisher(ServiceProcess service, String room) {
        this.service = service;
        this.room = room;
    }

    /** Spread over so long, if the service lets it. */
    CompletableFuture<Void> publish(int events, Duration duration) {
        long pause = duration.toNanos() * BATCH / events;
        return CompletableFuture.runAsync(() -> {
            while (kept.get() < events) {
                String batch = batch();
                while (service.post("/api/events/batch", batch) != 201) {
                    refused.incrementAndGet();
                    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
                }
                kept.addAndGet(BATCH);
                LockSupport.parkNanos(pause);
            }
        });
    }

    int kept() {
        return kept.get();
    }

    int refused() {
        return refused.get();
    }

    private String batch() {
        return IntStream.range(0, BATCH)
                .mapToObj(i -> """
                                {"streamName": "%s", "eventType": "message.sent", "id": "%s", "payload":
                                {"roomId": "%s", "senderId": "a", "receiverId": "b", "content": "%d"}}""".formatted(Playground.STREAM, UUID.randomUUID(), room, i))
                .collect(joining(",", "{\"events\": [", "]}"));
    }
}
