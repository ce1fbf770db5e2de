package io.redisstreams.system;

import com.fasterxml.jackson.annotation.JsonValue;

public enum LogLevel {
    INFO("info"),
    WARN("warn"),
    ERROR("error");

    private final String word;

    LogLevel(String word) {
        this.word = word;
    }

    @JsonValue
    @Override
    public String toString() {
        return word;
    }
}
