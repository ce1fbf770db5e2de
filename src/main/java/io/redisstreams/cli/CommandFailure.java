package io.redisstreams.cli;

/** A command cannot do what it was asked to, and its message says all there is to say. */
class CommandFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CommandFailure(String message) {
        super(message);
    }
}
