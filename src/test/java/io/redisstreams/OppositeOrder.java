package io.redisstreams;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Two at once that handle the same things, one of them from the last to the first: so each waits for the other. */
public final class OppositeOrder {
    private OppositeOrder() {}

    /** Fails as the first of the two does. Repeated, as they must meet in the middle. */
    public static <T> void run(int rounds, Supplier<List<T>> things, Consumer<List<T>> handle) {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            for (int round = 0; round < rounds; round++) {
                List<T> forwards = things.get();
                List<T> backwards = new ArrayList<>(forwards);
                Collections.reverse(backwards);
                CyclicBarrier start = new CyclicBarrier(2);
                CompletableFuture.allOf(
                                CompletableFuture.runAsync(() -> handle(start, forwards, handle), threads),
                                CompletableFuture.runAsync(() -> handle(start, backwards, handle), threads))
                        .orTimeout(60, TimeUnit.SECONDS)
                        .join();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static <T> void handle(CyclicBarrier start, List<T> things, Consumer<List<T>> handle) {
        try {
            start.await(60, TimeUnit.SECONDS);
        } catch (Exception alone) {
            throw new IllegalStateException(alone);
        }
        handle.accept(things);
    }
}
