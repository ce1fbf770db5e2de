package io.redisstreams.fault;

/** The call names something that does not exist: 404. */
public class MissingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public MissingException(String detail) {
        super(detail);
    }
}
