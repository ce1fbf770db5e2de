package io.redisstreams.http.problem;

import java.io.IOException;

/** An {@link IOException}, because Jackson passes those on as they are. */
class BodyTooLargeException extends IOException {
    private static final long serialVersionUID = 1L;

    BodyTooLargeException() {
        super("The body is longer than 1 MiB; send less at once");
    }
}
