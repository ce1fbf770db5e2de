package io.redisstreams.reliability;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Phaser;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

/** Callers that publish over connections of their own, each again as soon as it has its answer, whatever that says. */
final class Burst {
    /** One for all: its connections stay open, and the service lets one client have a limited number. */
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();

    private final URI uri;
    private final Supplier<String> bodies;
    private final LongAdder kept = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final ConcurrentLinkedQueue<String> wrong = new ConcurrentLinkedQueue<>();

    Burst(String url, Supplier<String> bodies) {
        this.uri = URI.create(url);
        this.bodies = bodies;
    }

    /** Answers 201 a second; returns when the last answer is there. */
    double run(int callers, Duration duration) {
        long before = kept.sum();
        long start = System.nanoTime();
        long end = start + duration.toNanos();
        Phaser running = new Phaser(1);
        for (int i = 0; i < callers; i++) {
            running.register();
            call(end, running);
        }
        running.arriveAndAwaitAdvance();
        return (kept.sum() - before) * 1e9 / (System.nanoTime() - start);
    }

    private void call(long end, Phaser running) {
        HttpRequest request = HttpRequest.newBuilder(uri)
                .timeout(Duration.ofSeconds(20))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(bodies.get()))
                .build();
        HTTP.sendAsync(request, BodyHandlers.ofString()).whenComplete((answer, failure) -> {
            count(answer, failure);
            if (System.nanoTime() < end) {
                call(end, running);
            } else {
                running.arriveAndDeregister();
            }
        });
    }

    private void count(HttpResponse<String> answer, Throwable failure) {
        if (failure != null) {
            wrong.add(failure.toString());
        } else if (answer.statusCode() == 201) {
            kept.increment();
        } else if (answer.statusCode() == 503
                && answer.headers().firstValue("Retry-After").isPresent()) {
            refused.increment();
        } else {
            wrong.add(answer.statusCode() + " " + answer.body());
        }
    }

    long kept() {
        return kept.sum();
    }

    long refused() {
        return refused.sum();
    }

    /** What is neither kept nor refused in order. */
    Iterable<String> wrong() {
        return wrong;
    }
}
