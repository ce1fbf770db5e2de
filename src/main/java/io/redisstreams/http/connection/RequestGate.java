package io.redisstreams.http.connection;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;

/**
 * Watches the requests and answers of one connection, right before Vert.x: refuses what cannot be read and methods that
 * nobody knows, before they leave a trace in the metrics, and knows which part of a request is late.
 */
final class RequestGate extends ChannelDuplexHandler {
    private static final Set<HttpMethod> METHODS = Set.of(
            HttpMethod.GET,
            HttpMethod.HEAD,
            HttpMethod.POST,
            HttpMethod.PUT,
            HttpMethod.PATCH,
            HttpMethod.DELETE,
            HttpMethod.OPTIONS);

    private enum Phase {
        HEADER,
        BODY,
        ANSWER,
        IDLE
    }

    private final Connections connections;
    private final Runnable whenAnswered;
    /** Methods of the requests whose answers are not complete, the oldest first. */
    private final Deque<HttpMethod> unanswered = new ArrayDeque<>();

    private ChannelHandlerContext context;
    private Phase phase = Phase.HEADER;
    private long since = System.nanoTime();
    private Refusal refusal;

    RequestGate(Connections connections, Runnable whenAnswered) {
        this.connections = connections;
        this.whenAnswered = whenAnswered;
    }

    boolean isMissing() {
        return context == null;
    }

    ChannelHandlerContext context() {
        return context;
    }

    boolean isFull() {
        return unanswered.size() >= connections.config().maxPipelined();
    }

    void bytesCame() {
        if (phase == Phase.IDLE) {
            enter(Phase.HEADER);
        }
    }

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        context = added;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
        if (refusal == null && message instanceof HttpRequest request) {
            refusal = Refusal.of(request);
            if (refusal == null && !METHODS.contains(request.method())) {
                refusal = Refusal.ofMethod(request);
            }
        }
        if (refusal != null) {
            ReferenceCountUtil.release(message);
            refuseWhenAnswered();
            return;
        }
        if (message instanceof HttpRequest request) {
            unanswered.add(request.method());
            enter(Phase.BODY);
        }
        if (message instanceof LastHttpContent) {
            enter(unanswered.isEmpty() ? Phase.IDLE : Phase.ANSWER);
        }
        super.channelRead(context, message);
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) throws Exception {
        super.write(context, message, promise);
        if (endsAnswer(message)) {
            unanswered.poll();
            if (unanswered.isEmpty()) {
                enter(phase == Phase.BODY ? Phase.BODY : Phase.IDLE);
                refuseWhenAnswered();
            }
            whenAnswered.run();
        }
    }

    private boolean endsAnswer(Object message) {
        if (message instanceof HttpResponse answer) {
            return answer.status().codeClass() != HttpStatusClass.INFORMATIONAL
                    && (message instanceof LastHttpContent || unanswered.peek() == HttpMethod.HEAD);
        }
        return message instanceof LastHttpContent && unanswered.peek() != HttpMethod.HEAD;
    }

    private void refuseWhenAnswered() {
        if (refusal != null && unanswered.isEmpty()) {
            connections.count(refusal.why());
            refusal.send(context, connections.problems());
            unanswered.add(HttpMethod.CONNECT);
        }
    }

    /** Closes the connection when the client takes too long for its part of a request. */
    void closeIfLate(ChannelHandlerContext connection) {
        ConnectionConfig config = connections.config();
        if (phase == Phase.HEADER && late(config.headerTimeout())) {
            connections.count(Closed.HEADER_TIMEOUT);
            connection.close();
        } else if (phase == Phase.BODY && late(config.bodyTimeout())) {
            connections.count(Closed.BODY_TIMEOUT);
            connection.close();
        } else if (phase == Phase.IDLE && late(config.idleTimeout())) {
            connections.count(Closed.IDLE);
            connection.close();
        }
    }

    private boolean late(Duration limit) {
        return System.nanoTime() - since > limit.toNanos();
    }

    private void enter(Phase next) {
        if (phase != next) {
            phase = next;
            since = System.nanoTime();
        }
    }
}
