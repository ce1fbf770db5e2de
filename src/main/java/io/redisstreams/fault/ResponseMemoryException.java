package io.redisstreams.fault;

/** The memory for large answers is in use. */
public class ResponseMemoryException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ResponseMemoryException() {
        super("Other large responses use all the memory for them; ask for fewer rows, or try again");
    }
}
