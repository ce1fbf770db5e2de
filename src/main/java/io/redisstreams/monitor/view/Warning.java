package io.redisstreams.monitor.view;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** A reason for concern. {@code stream} and {@code group} are null when it concerns all. */
public record Warning(Level level, String code, String text, String stream, String group) {
    /** The worst first. */
    public enum Level {
        CRITICAL,
        WARNING,
        NOTICE;

        @JsonValue
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
