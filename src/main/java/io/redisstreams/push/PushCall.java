package io.redisstreams.push;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.redisstreams.group.GroupSettings;
import io.redisstreams.handler.Outcome;
import io.redisstreams.handler.Outcome.Answer;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/**
 * One POST, from its beginning to its outcome, which comes within the timeout of the group whatever the endpoint does. The
 * timer and the connection may run on two threads.
 */
final class PushCall {
    /** The stored bytes of an answer. */
    private static final int KEPT = 1024;

    /** The bytes of an answer that are read so that the connection can be used again; a longer answer is cut off. */
    private static final int READ = 64 * 1024;

    private final Vertx vertx;
    private final GroupSettings group;
    private final Clock clock;
    private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();
    private final Buffer body = Buffer.buffer();
    private final long start = System.nanoTime();
    private final long timer;
    private HttpClientRequest request;
    private HttpClientResponse response;
    private int read;

    PushCall(Vertx vertx, GroupSettings group, Clock clock) {
        this.vertx = vertx;
        this.group = group;
        this.clock = clock;
        this.timer = vertx.setTimer(group.push().timeout().toMillis(), expired -> expire());
    }

    CompletionStage<Outcome> outcome() {
        return outcome;
    }

    synchronized void send(HttpClientRequest opened, byte[] content) {
        request = opened;
        if (outcome.isDone()) {
            opened.reset();
            return;
        }
        opened.send(Buffer.buffer(content)).onSuccess(this::answered).onFailure(this::failed);
    }

    private synchronized void answered(HttpClientResponse answer) {
        response = answer;
        answer.handler(this::take);
        answer.exceptionHandler(cut -> decide());
        answer.endHandler(end -> decide());
    }

    /** The status decides, for an answer of any length. */
    private synchronized void take(Buffer part) {
        body.appendBuffer(part.slice(0, Math.min(part.length(), KEPT - body.length())));
        read += part.length();
        if (body.length() >= KEPT) {
            decide();
        }
        if (read > READ) {
            request.reset();
        }
    }

    private synchronized void decide() {
        if (!outcome.isDone()) {
            int status = response.statusCode();
            complete(status, Verdict.of(group, status, text(), response.getHeader("Retry-After"), clock.instant()));
        }
    }

    private synchronized void expire() {
        if (response != null) {
            decide();
        } else {
            complete(
                    null,
                    new PushFailedException(group.push().shownUrl() + " did not answer within "
                            + group.push().timeout().toMillis() + " ms"));
        }
        HttpClientRequest opened = request;
        if (opened != null) {
            opened.reset();
        }
    }

    synchronized void failed(Throwable failure) {
        if (response != null) {
            decide();
        } else if (failure instanceof PushFailedException known) {
            complete(null, known);
        } else {
            String why = failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
            complete(null, new PushFailedException(group.push().shownUrl() + " cannot be reached: " + why));
        }
    }

    private String text() {
        return body.toString(UTF_8).replace('\u0000', '\uFFFD');
    }

    private synchronized void complete(Integer status, RuntimeException failure) {
        vertx.cancelTimer(timer);
        if (!outcome.isDone()) {
            long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
            outcome.complete(new Outcome(new Answer(status, status == null ? null : text(), millis), failure));
        }
    }
}
