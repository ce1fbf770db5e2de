package io.redisstreams.group;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GroupPositionTest {
    @ParameterizedTest(name = "start {0}, cursor {1}, top {2}, entry {3}, in stream {4}, pending {5}: {6}")
    @CsvSource(nullValues = "-", textBlock = """
            # start,  cursor, top,  entry, in stream, pending, fate
            0-0,      4-0,    9-0,  5-0,   true,      false,   AWAITED
            0-0,      5-0,    9-0,  5-0,   true,      true,    AWAITED
            0-0,      5-0,    9-0,  5-0,   true,      false,   LOST
            0-0,      5-0,    9-0,  5-0,   false,     true,    LOST
            0-0,      4-0,    9-0,  5-0,   false,     false,   LOST
            0-0,      9-0,    9-0,  9-0,   true,      false,   LOST
            # The group is not in Redis.
            0-0,      -,      9-0,  5-0,   true,      false,   AWAITED
            0-0,      -,      9-0,  5-0,   false,     false,   LOST
            0-0,      -,      0-0,  5-0,   false,     false,   LOST
            5-0,      -,      9-0,  5-0,   true,      false,   SKIPPED
            # It begins behind the entry.
            5-0,      5-0,    9-0,  5-0,   true,      false,   SKIPPED
            5-0,      7-0,    9-0,  5-0,   false,     false,   SKIPPED
            5-0,      7-0,    9-0,  5-1,   true,      false,   LOST
            2000-0,   2000-0, 9-0,  5-0,   true,      false,   SKIPPED
            # Its cursor was moved: back, beyond all entries, and beyond all entries with some pending.
            5-0,      1-0,    9-0,  5-0,   true,      false,   AWAITED
            0-0,      99-0,   9-0,  5-0,   true,      false,   SKIPPED
            0-0,      99-0,   9-0,  5-0,   false,     false,   SKIPPED
            0-0,      99-0,   9-0,  5-0,   true,      true,    AWAITED
            # The stream is gone, and the group was created again at its start.
            3-0,      3-0,    0-0,  5-0,   false,     false,   LOST
            """)
    void anEntryHasOneFate(
            String start, String cursor, String top, String entry, boolean inStream, boolean pending, Fate fate) {
        assertThat(new GroupPosition(start, cursor, top).fate(entry, inStream, pending))
                .isEqualTo(fate);
    }
}
