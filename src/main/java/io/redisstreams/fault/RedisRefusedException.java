package io.redisstreams.fault;

/** Redis answered that it does not do what it was asked for. The message says why, and what to do about it. */
public final class RedisRefusedException extends RedisFaultException {
    private static final long serialVersionUID = 1L;

    RedisRefusedException(RedisFault fault, String what, Throwable cause) {
        super(fault, what + ". " + fault.advice(), cause);
    }
}
