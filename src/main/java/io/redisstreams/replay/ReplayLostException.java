package io.redisstreams.replay;

/** Another instance works on the replay, or it was cancelled: the current transaction is rolled back. */
class ReplayLostException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ReplayLostException() {
        super("Another instance works on the replay, or it was cancelled");
    }
}
