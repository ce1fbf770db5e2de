package io.redisstreams.cli.terminal;

import io.redisstreams.event.Printable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Rows in columns that are as wide as they need to be; numbers are aligned to the right. */
public final class Table {
    private static final String GAP = "  ";

    private final List<String[]> rows = new ArrayList<>();
    private final boolean[] numeric;

    public Table(String... heads) {
        rows.add(heads);
        numeric = new boolean[heads.length];
    }

    /** A null is shown as a dash. */
    public Table row(Object... cells) {
        String[] texts = new String[cells.length];
        for (int i = 0; i < cells.length; i++) {
            numeric[i] |= cells[i] instanceof Number;
            // Before the widths are taken.
            texts[i] = Printable.line(text(cells[i]));
        }
        rows.add(texts);
        return this;
    }

    public List<String> lines() {
        int[] widths = new int[numeric.length];
        for (String[] row : rows) {
            for (int i = 0; i < row.length; i++) {
                widths[i] = Math.max(widths[i], row[i].length());
            }
        }
        return rows.stream().map(row -> line(row, widths)).toList();
    }

    private String line(String[] row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < row.length; i++) {
            String space = " ".repeat(widths[i] - row[i].length());
            line.append(i == 0 ? "" : GAP).append(numeric[i] ? space + row[i] : row[i] + space);
        }
        return line.toString().stripTrailing();
    }

    private static String text(Object cell) {
        return cell == null
                ? "-"
                : cell instanceof Long number ? String.format(Locale.ROOT, "%,d", number) : cell.toString();
    }
}
