package io.redisstreams.http.connection;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Passes the calls of one connection to Vert.x, one after another, each when its {@link Lane} has a place for it. Until
 * then the call is a few objects here, which is far cheaper than a running call. Used only by the connection's event
 * loop, except {@link #turn}.
 */
final class CallGate {
    /**
     * A call begins when its body is complete, so that a slow client takes no place. A call with a larger body begins
     * before.
     */
    private static final int LARGE = 16 * 1024;
    /** The approximate memory of a request without its body. */
    private static final int HEADER = 2 * 1024;
    /** The time for a body while others wait for the call to end. */
    private static final Duration HURRY = Duration.ofSeconds(2);

    private final Lanes lanes;
    private final RequestGate gate;
    /** Requests that have not begun, with the received parts of their bodies. */
    private final Deque<Object> held = new ArrayDeque<>();

    private int complete;
    private int bodyBytes;
    private long counted;
    /** The call that runs, or waits for its turn; null: neither. */
    private Lane lane;

    private boolean waiting;
    private long since;
    private boolean closed;

    CallGate(Lanes lanes, RequestGate gate) {
        this.lanes = lanes;
        this.gate = gate;
    }

    /** Whether reading must pause now. */
    boolean isFull() {
        return waiting || bodyBytes > LARGE;
    }

    void read(Object message) {
        if (held.isEmpty() && !(message instanceof HttpRequest)) {
            context().fireChannelRead(message);
            return;
        }
        held.add(message);
        if (message instanceof LastHttpContent) {
            complete++;
        }
        if (message instanceof HttpContent part) {
            bodyBytes += part.content().readableBytes();
        }
        next();
    }

    /** A waiting part is copied, because it is a slice of a much larger buffer. */
    void readComplete() {
        if (held.isEmpty()) {
            return;
        }
        int size = held.size();
        for (int i = 0; i < size; i++) {
            held.add(compact(held.poll()));
        }
        count();
        if (lanes.overfull()) {
            lanes.refused();
            gate.refuseAndClose(lane == null || waiting);
        }
    }

    private static Object compact(Object message) {
        if (!(message instanceof HttpContent part)
                || !part.content().isReadable()
                || part.content().hasArray()) {
            return message;
        }
        HttpContent copy = part.replace(Unpooled.copiedBuffer(part.content()));
        part.release();
        return copy;
    }

    private void count() {
        long now = held.isEmpty() ? 0 : bodyBytes + (long) HEADER * (complete + 1);
        lanes.hold(now - counted);
        counted = now;
    }

    private void next() {
        if (lane != null || !(held.peek() instanceof HttpRequest request)) {
            return;
        }
        if (complete > 0) {
            enter(lanes.of(request));
        } else if (bodyBytes > LARGE || HttpUtil.is100ContinueExpected(request)) {
            enter(lanes.bodies());
        }
    }

    private void enter(Lane chosen) {
        lane = chosen;
        if (chosen.enter(this)) {
            begin();
        } else {
            waiting = true;
            since = System.nanoTime();
        }
    }

    private void begin() {
        do {
            context().fireChannelRead(take());
        } while (!held.isEmpty() && !(held.peek() instanceof HttpRequest));
        if (counted > 0) {
            count();
        }
    }

    private Object take() {
        Object message = held.poll();
        if (message instanceof LastHttpContent) {
            complete--;
        }
        if (message instanceof HttpContent part) {
            bodyBytes -= part.content().readableBytes();
        }
        return message;
    }

    /** The waiting call has a place now. Called by any thread. */
    void turn() {
        context().executor().execute(() -> {
            waiting = false;
            if (closed) {
                leave();
            } else {
                gate.begins();
                begin();
                readOn();
            }
        });
    }

    /** The running call has its response. */
    void answered() {
        leave();
        if (!held.isEmpty()) {
            // Vert.x is about to end the last call.
            context().executor().execute(() -> {
                next();
                readOn();
            });
        }
    }

    private void readOn() {
        context().fireChannelReadComplete();
        gate.readOrStop();
    }

    /** The response is a stream without end, which blocks no other call. */
    void endless() {
        leave();
        lane = lanes.open();
        lane.enter(this);
    }

    private void leave() {
        if (lane != null) {
            Lane left = lane;
            lane = null;
            left.leave();
        }
    }

    /** How long the rest of a body may take while other calls wait. */
    Duration patience(Duration usual) {
        return lane == lanes.bodies() && lane.waiting() > 0 && HURRY.compareTo(usual) < 0 ? HURRY : usual;
    }

    boolean isWaiting() {
        return waiting;
    }

    /** Refuses the waiting call when it has waited too long. */
    void refuseIfLate() {
        if (System.nanoTime() - since <= lanes.config().after().toNanos() || !lane.giveUp(this)) {
            return;
        }
        waiting = false;
        lane = null;
        lanes.refused();
        if (complete == 0) {
            gate.refuseAndClose(true);
            return;
        }
        HttpRequest request = (HttpRequest) held.peek();
        do {
            ReferenceCountUtil.release(take());
        } while (!held.isEmpty() && !(held.peek() instanceof HttpRequest));
        count();
        gate.refuse(request);
        next();
        readOn();
    }

    /** The connection is closed. */
    void close() {
        closed = true;
        held.forEach(ReferenceCountUtil::release);
        held.clear();
        count();
        if (!waiting) {
            leave();
        } else if (lane.giveUp(this)) {
            lane = null;
        }
    }

    private ChannelHandlerContext context() {
        return gate.context();
    }
}
