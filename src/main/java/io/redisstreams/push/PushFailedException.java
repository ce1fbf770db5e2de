package io.redisstreams.push;

import io.redisstreams.fault.SaysAll;

/** An endpoint did not accept an event; it is posted again after the back-off of the group. */
class PushFailedException extends RuntimeException implements SaysAll {
    private static final long serialVersionUID = 1L;

    PushFailedException(String message) {
        super(message, null, false, false);
    }
}
