package io.redisstreams.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TableTest {
    @Test
    void columnsAreAsWideAsTheyMustBeAndNumbersStandToTheRight() {
        Table table = new Table("STREAM", "LENGTH", "GROUP");
        table.row("a", 1_234_567L, "x").row("long:stream", 5L, null);
        assertThat(table.lines())
                .containsExactly(
                        "STREAM          LENGTH  GROUP", //
                        "a            1,234,567  x",
                        "long:stream          5  -");
    }
}
