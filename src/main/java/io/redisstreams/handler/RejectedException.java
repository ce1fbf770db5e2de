package io.redisstreams.handler;

import io.redisstreams.fault.SaysAll;

/** No repetition can help: the event becomes a dead letter at once. */
public class RejectedException extends RuntimeException implements SaysAll {
    private static final long serialVersionUID = 1L;

    public RejectedException(String message) {
        super(message, null, false, false);
    }
}
