package io.redisstreams.tail;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.subscription.BackPressureStrategy;
import io.smallrye.mutiny.subscription.MultiEmitter;
import jakarta.ws.rs.sse.OutboundSseEvent;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What an open connection is to be sent, until its client takes it. Bounded: of samples the newest one waits, and when too
 * many entries do, the client is too slow and is dropped.
 */
public final class SseConnection {
    private static final int MOST_EVENTS = 2500;
    private static final int MOST_CHARACTERS = 8_000_000;

    private final Deque<Waiting> queue = new ArrayDeque<>();
    private int characters;
    private OutboundSseEvent sample;
    private MultiEmitter<? super OutboundSseEvent> client;
    private boolean draining;
    private boolean dropped;
    private Runnable closed = () -> {};
    private int beats;

    private record Waiting(OutboundSseEvent event, int characters) {}

    /** @param whenClosed is called once the connection has ended, however it did */
    synchronized Multi<OutboundSseEvent> events(Runnable whenClosed) {
        closed = whenClosed;
        return Multi.createFrom()
                .emitter(
                        to -> {
                            to.onTermination(whenClosed);
                            to.onRequest(more -> drain());
                            open(to);
                        },
                        BackPressureStrategy.IGNORE);
    }

    private synchronized void open(MultiEmitter<? super OutboundSseEvent> to) {
        client = to;
        if (dropped) {
            drop();
        }
        drain();
    }

    /** To be sent after all that waits. Drops the client when too much does. */
    public synchronized void send(OutboundSseEvent event, int length) {
        if (queue.size() >= MOST_EVENTS || !queue.isEmpty() && characters + length > MOST_CHARACTERS) {
            drop();
            return;
        }
        queue.add(new Waiting(event, length));
        characters += length;
        drain();
    }

    /** Whether less than half of what may wait does. */
    synchronized boolean hasRoom() {
        return queue.size() < MOST_EVENTS / 2 && characters < MOST_CHARACTERS / 2;
    }

    /** To be sent when the client takes something next, unless a newer one comes before that. */
    public synchronized void sendNewest(OutboundSseEvent event) {
        sample = event;
        drain();
    }

    /** Sent only when nothing else waits, which shows as well that the connection lives. */
    synchronized void heartbeat(OutboundSseEvent comment) {
        if (client == null && ++beats > 1) {
            // The caller was gone before the answer began.
            closed.run();
        } else if (queue.isEmpty() && sample == null) {
            send(comment, 0);
        }
    }

    /** Ends the connection; its client may come back, and say what it has. */
    synchronized void drop() {
        dropped = true;
        queue.clear();
        characters = 0;
        sample = null;
        if (client != null) {
            client.fail(new SlowReaderException());
        }
    }

    private synchronized void drain() {
        if (draining || client == null) {
            return;
        }
        draining = true;
        OutboundSseEvent next;
        while (client.requested() > 0 && (next = next()) != null) {
            client.emit(next);
        }
        draining = false;
    }

    private OutboundSseEvent next() {
        Waiting first = queue.poll();
        if (first != null) {
            characters -= first.characters();
            return first.event();
        }
        OutboundSseEvent newest = sample;
        sample = null;
        return newest;
    }

    /** Ends the connection at once; nobody else learns of it. */
    static final class SlowReaderException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        SlowReaderException() {
            super("The client reads too slowly", null, false, false);
        }
    }
}
