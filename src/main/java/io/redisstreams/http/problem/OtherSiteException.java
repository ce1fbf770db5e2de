package io.redisstreams.http.problem;

/** A page of another site had a browser make the call. */
class OtherSiteException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    OtherSiteException() {
        super("Pages of other sites may not call this; name their origins in CORS_ORIGINS, or send JSON");
    }
}
