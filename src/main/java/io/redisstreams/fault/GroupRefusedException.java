package io.redisstreams.fault;

/** This instance does not work for the group with its current configuration; the message says why and what to change. */
public class GroupRefusedException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    public GroupRefusedException(String message) {
        super(message);
    }
}
