package io.redisstreams.outbox;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/** Passes items to its own thread, in batches: the items that arrive during one batch make the next. */
final class BatchQueue<T> {
    private static final Logger LOG = Logger.getLogger(BatchQueue.class);

    private final int largest;
    private final Consumer<List<T>> work;
    private final BlockingQueue<T> queue;
    private final AtomicBoolean working = new AtomicBoolean();
    private final ExecutorService thread;

    /** @param capacity how many items may wait */
    BatchQueue(String name, int largest, int capacity, Consumer<List<T>> work) {
        this.largest = largest;
        this.work = work;
        this.queue = new ArrayBlockingQueue<>(capacity);
        this.thread = Executors.newSingleThreadExecutor(task -> {
            Thread worker = new Thread(task, name);
            worker.setDaemon(true);
            return worker;
        });
    }

    /** False when too many wait already. */
    boolean offer(T item) {
        boolean taken = queue.offer(item);
        if (working.compareAndSet(false, true)) {
            thread.execute(this::drain);
        }
        return taken;
    }

    private void drain() {
        List<T> batch = new ArrayList<>();
        do {
            while (queue.drainTo(batch, largest) > 0) {
                attempt(batch);
                batch = new ArrayList<>();
            }
            working.set(false);
            // Items that arrived between the last check and the line above still found the thread busy.
        } while (!queue.isEmpty() && working.compareAndSet(false, true));
    }

    private void attempt(List<T> batch) {
        try {
            work.accept(batch);
        } catch (RuntimeException failure) {
            LOG.debugf("The sweep will publish %d rows of the outbox: %s", batch.size(), failure.getMessage());
        }
    }

    void close() {
        thread.shutdown();
    }
}
