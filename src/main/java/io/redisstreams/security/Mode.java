package io.redisstreams.security;

/** How callers say who they are ({@code streams.security}). */
public enum Mode {
    /** By tokens of an OpenID Connect provider. */
    OIDC,
    /** By tokens that this service was given. */
    TOKENS,
    /** Not at all: everybody may do everything. */
    NONE
}
