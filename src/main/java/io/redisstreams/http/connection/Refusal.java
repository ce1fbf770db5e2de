package io.redisstreams.http.connection;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.redisstreams.http.problem.Problem;
import io.redisstreams.http.problem.ProblemText;
import java.net.URI;
import java.net.URISyntaxException;

/** The response to a request that does not reach the routes. The connection is closed after it. */
record Refusal(HttpResponseStatus status, Closed why) {
    /** Null: the request is valid. */
    static Refusal of(HttpRequest request) {
        if (request.decoderResult().isSuccess()) {
            return isAddress(request.uri())
                    ? null
                    : new Refusal(HttpResponseStatus.BAD_REQUEST, Closed.UNREADABLE_REQUEST);
        }
        Throwable cause = request.decoderResult().cause();
        HttpResponseStatus status = HttpResponseStatus.BAD_REQUEST;
        if (cause instanceof TooLongHttpLineException) {
            status = HttpResponseStatus.REQUEST_URI_TOO_LONG;
        } else if (cause instanceof TooLongHttpHeaderException) {
            status = HttpResponseStatus.REQUEST_HEADER_FIELDS_TOO_LARGE;
        }
        return new Refusal(status, Closed.UNREADABLE_REQUEST);
    }

    /** Quarkus does not respond to invalid requests. */
    private static boolean isAddress(String text) {
        try {
            new URI(text);
            return true;
        } catch (URISyntaxException none) {
            return false;
        }
    }

    static Refusal ofMethod(HttpRequest request) {
        return new Refusal(HttpResponseStatus.NOT_IMPLEMENTED, Closed.UNKNOWN_METHOD);
    }

    /** For a call that cannot wait any longer. */
    static Refusal overload() {
        return new Refusal(HttpResponseStatus.SERVICE_UNAVAILABLE, null);
    }

    /** The response to a call that has waited too long. */
    static FullHttpResponse overload(HttpRequest request, ProblemText problems) {
        String path = request.uri().split("\\?", 2)[0];
        return answer(HttpResponseStatus.SERVICE_UNAVAILABLE, problems.overload(path));
    }

    void send(ChannelHandlerContext context, ProblemText problems) {
        String problem = status.equals(HttpResponseStatus.SERVICE_UNAVAILABLE)
                ? problems.overload(null)
                : problems.of(status.code(), null);
        var answer = answer(status, problem);
        answer.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        context.writeAndFlush(answer).addListener(ChannelFutureListener.CLOSE);
    }

    private static FullHttpResponse answer(HttpResponseStatus status, String problem) {
        var body = Unpooled.copiedBuffer(problem, UTF_8);
        var answer = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, body);
        answer.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, Problem.MEDIA_TYPE)
                .set(HttpHeaderNames.CONTENT_LENGTH, body.readableBytes())
                .set(HttpHeaderNames.CACHE_CONTROL, HttpHeaderValues.NO_STORE)
                .set("X-Content-Type-Options", "nosniff");
        if (status.equals(HttpResponseStatus.SERVICE_UNAVAILABLE)) {
            answer.headers().set(HttpHeaderNames.RETRY_AFTER, 1);
        }
        return answer;
    }
}
