package io.redisstreams.fault;

/** What the call names is not there: 404. */
public class MissingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public MissingException(String detail) {
        super(detail);
    }
}
