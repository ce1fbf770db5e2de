package io.redisstreams.http.problem;

import io.quarkus.security.AuthenticationCompletionException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.AuthenticationRedirectException;
import io.quarkus.security.UnauthorizedException;

/** What is answered to a call that does not say who makes it, or not in a way that can be believed (RFC 6750). */
final class Challenge {
    private Challenge() {}

    /** A provider's redirect is for people who sign in, at one address of the dashboard; a call of the API is refused. */
    static boolean isAsked(Throwable fault) {
        return fault instanceof UnauthorizedException || isRefused(fault);
    }

    static String detail(Throwable fault) {
        return isRefused(fault)
                ? "The token is unknown, has expired, or is not meant for this service; send another one"
                : "This call needs a token; send the header Authorization: Bearer <token>";
    }

    /** For the header {@code WWW-Authenticate}. */
    static String header(Throwable fault) {
        return isRefused(fault) ? "Bearer error=\"invalid_token\"" : "Bearer";
    }

    private static boolean isRefused(Throwable fault) {
        return fault instanceof AuthenticationFailedException
                || fault instanceof AuthenticationCompletionException
                || fault instanceof AuthenticationRedirectException;
    }
}
