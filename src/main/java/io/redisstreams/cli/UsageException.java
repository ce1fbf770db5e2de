package io.redisstreams.cli;

/** A command names something that is not there. It is known only when the configuration or a server was asked. */
class UsageException extends CommandFailure {
    private static final long serialVersionUID = 1L;

    UsageException(String message) {
        super(message);
    }
}
