package io.redisstreams.fault;

/** Redis did not run a command: it refused ({@link RedisRefusedException}) or is away. */
public abstract sealed class RedisFaultException extends RuntimeException
        permits RedisAwayException, RedisRefusedException {
    private static final long serialVersionUID = 1L;

    private final RedisFault fault;

    RedisFaultException(RedisFault fault, String message, Throwable cause) {
        super(message, cause);
        this.fault = fault;
    }

    public RedisFault fault() {
        return fault;
    }
}
