package io.redisstreams.user;

import io.quarkus.runtime.annotations.RegisterForReflection;

/** The old and the new value of a field. */
@RegisterForReflection
public record Change(String from, String to) {}
