package io.redisstreams.task;

import com.fasterxml.jackson.annotation.JsonValue;
import jakarta.persistence.EnumeratedValue;

public enum TaskStatus {
    PENDING("pending"),
    COMPLETED("completed");

    /** The value in the database and in the API. */
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
