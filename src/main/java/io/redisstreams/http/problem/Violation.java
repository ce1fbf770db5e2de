package io.redisstreams.http.problem;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * What is wrong with one part of a request.
 *
 * @param field path of a JSON field such as {@code events[3].payload}, name of a parameter, or {@code body}
 */
@RegisterForReflection
public record Violation(String field, String message) {}
