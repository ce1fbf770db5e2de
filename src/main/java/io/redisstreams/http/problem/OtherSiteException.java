package io.redisstreams.http.problem;

/** A page of another site made the browser send the call. */
class OtherSiteException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    OtherSiteException() {
        super("Pages of other sites may not call this; name their origins in CORS_ORIGINS, or send JSON");
    }
}
