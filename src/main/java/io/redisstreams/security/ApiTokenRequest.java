package io.redisstreams.security;

import io.quarkus.security.identity.request.BaseAuthenticationRequest;

/** Asks who has a static token. */
final class ApiTokenRequest extends BaseAuthenticationRequest {
    private final String token;

    ApiTokenRequest(String token) {
        this.token = token;
    }

    String token() {
        return token;
    }
}
