package io.redisstreams.fault;

/** This instance does not work for a group as it is configured here; the message says why, and what to change. */
public class GroupRefusedException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    public GroupRefusedException(String message) {
        super(message);
    }
}
