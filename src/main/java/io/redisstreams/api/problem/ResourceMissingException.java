package io.redisstreams.api.problem;

/** What the call names is not there: 404. */
public class ResourceMissingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ResourceMissingException(String detail) {
        super(detail);
    }
}
