package io.redisstreams.group;

import java.util.Arrays;
import java.util.Locale;

/** What becomes of the events that a group has not finished with, when it is deleted. */
public enum PendingFate {
    /** They become dead letters. */
    FAIL,
    /** They are dropped; their rows say so. */
    DISCARD;

    /** As it is stored and told. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Null when the word is none of them. */
    static PendingFate of(String word) {
        return Arrays.stream(values())
                .filter(fate -> fate.word().equals(word))
                .findFirst()
                .orElse(null);
    }
}
