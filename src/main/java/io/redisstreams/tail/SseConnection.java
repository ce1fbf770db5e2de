package io.redisstreams.tail;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.subscription.BackPressureStrategy;
import io.smallrye.mutiny.subscription.MultiEmitter;
import jakarta.ws.rs.sse.OutboundSseEvent;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Holds what an open connection has to send until its client reads it. Bounded: of samples only the newest one waits,
 * and a client with too many waiting entries is too slow and is disconnected.
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

    /** @param whenClosed is called once when the connection has ended for any reason */
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

    /** Sends it after all that waits. Disconnects the client when too much waits. */
    public synchronized void send(OutboundSseEvent event, int length) {
        if (queue.size() >= MOST_EVENTS || !queue.isEmpty() && characters + length > MOST_CHARACTERS) {
            drop();
            return;
        }
        queue.add(new Waiting(event, length));
        characters += length;
        drain();
    }

    /** Whether less than half of the allowed number waits. */
    synchronized boolean hasRoom() {
        return queue.size() < MOST_EVENTS / 2 && characters < MOST_CHARACTERS / 2;
    }

    /** Sends it with the next write, unless a newer one replaces it before that. */
    public synchronized void sendNewest(OutboundSseEvent event) {
        sample = event;
        drain();
    }

    /** Sent only when nothing else waits, because any other data also keeps the connection alive. */
    synchronized void heartbeat(OutboundSseEvent comment) {
        if (client == null && ++beats > 1) {
            // The caller had gone before the response began.
            closed.run();
        } else if (queue.isEmpty() && sample == null) {
            send(comment, 0);
        }
    }

    /** Ends the connection; its client may reconnect, and name its last entry. */
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

    /** Ends the connection at once, without a reason for the client. */
    static final class SlowReaderException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        SlowReaderException() {
            super("The client reads too slowly", null, false, false);
        }
    }
}
