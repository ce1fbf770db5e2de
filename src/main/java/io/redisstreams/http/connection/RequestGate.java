package io.redisstreams.http.connection;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;

/**
 * Watches the requests and responses of one connection, in front of Vert.x. It refuses invalid requests and unknown
 * methods before they reach the metrics, and knows which part of a request is late. Other requests pass to the
 * {@link CallGate}.
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
    /** Methods of the requests whose responses are not complete, the oldest first. */
    private final Deque<HttpMethod> unanswered = new ArrayDeque<>();

    private final CallGate calls;
    private ChannelHandlerContext context;
    private Phase phase = Phase.HEADER;
    private long since = System.nanoTime();
    private Refusal refusal;

    RequestGate(Connections connections, Runnable whenAnswered) {
        this.connections = connections;
        this.whenAnswered = whenAnswered;
        this.calls = new CallGate(connections.lanes(), this);
    }

    boolean isMissing() {
        return context == null;
    }

    ChannelHandlerContext context() {
        return context;
    }

    boolean isFull() {
        return calls.isFull() || unanswered.size() >= connections.config().maxPipelined();
    }

    void readOrStop() {
        whenAnswered.run();
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
        calls.read(message);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) throws Exception {
        calls.readComplete();
        super.channelReadComplete(context);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) throws Exception {
        calls.close();
        super.channelInactive(context);
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) throws Exception {
        super.write(context, message, promise);
        if (endsAnswer(message)) {
            calls.answered();
            answered();
        } else if (isEndless(message)) {
            calls.endless();
        }
    }

    private void answered() {
        unanswered.poll();
        if (unanswered.isEmpty()) {
            enter(phase == Phase.BODY ? Phase.BODY : Phase.IDLE);
            refuseWhenAnswered();
        }
        whenAnswered.run();
    }

    private static boolean isEndless(Object message) {
        return message instanceof HttpResponse answer
                && HttpHeaderValues.TEXT_EVENT_STREAM.contentEqualsIgnoreCase(HttpUtil.getMimeType(answer));
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

    /** The call has waited, so its client gets the whole time for the rest of its body. */
    void begins() {
        since = System.nanoTime();
    }

    /** Refuses a call that has not begun. The connection stays open. */
    void refuse(HttpRequest request) {
        var sent = context.writeAndFlush(Refusal.overload(request, connections.problems()));
        if (!HttpUtil.isKeepAlive(request)) {
            sent.addListener(ChannelFutureListener.CLOSE);
        }
        answered();
    }

    /** @param next whether the client waits for this response next; otherwise the connection is only closed */
    void refuseAndClose(boolean next) {
        refusal = Refusal.overload();
        if (next) {
            refusal.send(context, connections.problems());
        } else {
            context.close();
        }
    }

    /** Closes the connection when the client takes too long for its part of a request. */
    void closeIfLate(ChannelHandlerContext connection) {
        ConnectionConfig config = connections.config();
        if (calls.isWaiting()) {
            calls.refuseIfLate();
        } else if (phase == Phase.HEADER && late(config.headerTimeout())) {
            connections.count(Closed.HEADER_TIMEOUT);
            connection.close();
        } else if (phase == Phase.BODY && late(calls.patience(config.bodyTimeout()))) {
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
