package io.redisstreams.http.connection;

import java.util.Locale;

/** Why the service closed a connection: a label of {@code streams.http.closed}. */
enum Closed {
    TOO_MANY_CONNECTIONS,
    HEADER_TIMEOUT,
    BODY_TIMEOUT,
    IDLE,
    NOT_READING,
    UNREADABLE_REQUEST,
    UNKNOWN_METHOD;

    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
