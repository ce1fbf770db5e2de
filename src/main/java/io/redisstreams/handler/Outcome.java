package io.redisstreams.handler;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * What came of a delivery.
 *
 * @param answer what was answered, for people; null when unknown
 * @param failure null when the event is handled. A {@link RejectedException} makes it a dead letter at once, after a
 *     {@link PostponedException} it comes again without an attempt counted, and after any other it is retried
 */
public record Outcome(Answer answer, RuntimeException failure) {
    /**
     * @param status of HTTP; null when there was no answer
     * @param body its beginning; null when there was none
     * @param millis from the beginning of the call to the answer, or to its end without one
     */
    @RegisterForReflection
    public record Answer(Integer status, String body, long millis) {}
}
