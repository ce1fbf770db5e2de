package io.redisstreams.replay;

/** Somebody else works on the replay, or it was cancelled: what was about to be written is rolled back. */
class ReplayLostException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ReplayLostException() {
        super("The replay is no longer this instance's");
    }
}
