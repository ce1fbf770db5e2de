package io.redisstreams.security;

/** The cookie in which a browser keeps its token in the mode {@code tokens}. No script can read it. */
final class SessionCookie {
    static final String NAME = "streams-session";
    static final int SECONDS = 12 * 60 * 60;

    private SessionCookie() {}
}
