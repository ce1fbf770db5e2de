package io.redisstreams.user;

import io.quarkus.runtime.annotations.RegisterForReflection;

/** What a field was and what it is now. */
@RegisterForReflection
public record Change(String from, String to) {}
