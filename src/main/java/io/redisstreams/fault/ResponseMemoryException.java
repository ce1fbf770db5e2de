package io.redisstreams.fault;

/** The memory for large answers is in use. */
public class ResponseMemoryException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ResponseMemoryException() {
        super("Other large answers take all the memory that there is for them; ask for fewer rows, or try again");
    }
}
