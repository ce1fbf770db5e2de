package io.redisstreams.group;

import java.util.Arrays;
import java.util.Locale;

/** What happens to the unfinished events of a group when it is deleted. */
public enum PendingFate {
    /** They become dead letters. */
    FAIL,
    /** They are dropped; their rows record it. */
    DISCARD;

    /** The value in the database and in the API. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Null for an unknown word. */
    static PendingFate of(String word) {
        return Arrays.stream(values())
                .filter(fate -> fate.word().equals(word))
                .findFirst()
                .orElse(null);
    }
}
