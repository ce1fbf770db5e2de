package io.redisstreams.task;

import com.fasterxml.jackson.annotation.JsonValue;
import jakarta.persistence.EnumeratedValue;

public enum TaskStatus {
    PENDING("pending"),
    COMPLETED("completed");

    /** As it is stored and told. */
    @EnumeratedValue
    private final String word;

    TaskStatus(String word) {
        this.word = word;
    }

    @JsonValue
    @Override
    public String toString() {
        return word;
    }
}
