package io.redisstreams.stream;

/** An entry was not sent to Redis at all, so that it is certainly not kept. */
class NotSentException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotSentException(String message) {
        super(message);
    }
}
