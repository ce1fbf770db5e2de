package io.redisstreams.http.connection;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
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

/** The answer to a request that does not come as far as the routes. The connection is closed after it. */
record Refusal(HttpResponseStatus status, Closed why) {
    /** Null: the request can be read. */
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

    /** Quarkus answers nothing to what is none. */
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

    void send(ChannelHandlerContext context, ProblemText problems) {
        var body = Unpooled.copiedBuffer(problems.of(status.code(), null), UTF_8);
        var answer = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, body);
        answer.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, Problem.MEDIA_TYPE)
                .set(HttpHeaderNames.CONTENT_LENGTH, body.readableBytes())
                .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE)
                .set(HttpHeaderNames.CACHE_CONTROL, HttpHeaderValues.NO_STORE)
                .set("X-Content-Type-Options", "nosniff");
        context.writeAndFlush(answer).addListener(ChannelFutureListener.CLOSE);
    }
}
