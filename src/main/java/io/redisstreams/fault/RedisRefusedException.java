package io.redisstreams.fault;

/** Redis refused a command. The message says why, and what to do. */
public final class RedisRefusedException extends RedisFaultException {
    private static final long serialVersionUID = 1L;

    RedisRefusedException(RedisFault fault, String what, Throwable cause) {
        super(fault, what + ". " + fault.advice(), cause);
    }
}
