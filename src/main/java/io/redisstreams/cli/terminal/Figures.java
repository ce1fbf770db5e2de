package io.redisstreams.cli.terminal;

import java.time.Duration;
import java.util.Locale;

/** Numbers as people read them. */
public final class Figures {
    private static final String[] BYTES = {"B", "KB", "MB", "GB", "TB"};

    private Figures() {}

    /** {@code 12,345} */
    public static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** {@code 1,234} or {@code 12.3}, as large as it is. */
    public static String number(double number) {
        return String.format(Locale.ROOT, number >= 100 ? "%,.0f" : "%,.1f", number);
    }

    /** {@code 250 ms}, {@code 1.5 s}, {@code 12 min}, {@code 3 h}, {@code 2 d} */
    public static String time(Duration duration) {
        double seconds = duration.toNanos() / 1e9;
        if (seconds < 1) {
            return Math.round(seconds * 1000) + " ms";
        }
        if (seconds < 60) {
            return String.format(Locale.ROOT, "%.1f s", seconds);
        }
        if (seconds < 3600) {
            return Math.round(seconds / 60) + " min";
        }
        return seconds < 172_800 ? Math.round(seconds / 3600) + " h" : Math.round(seconds / 86_400) + " d";
    }

    /** {@code 1.5 MB} */
    public static String bytes(long bytes) {
        double size = bytes;
        int unit = 0;
        for (; size >= 1024 && unit < BYTES.length - 1; unit++) {
            size /= 1024;
        }
        return unit == 0 ? bytes + " B" : String.format(Locale.ROOT, "%.1f %s", size, BYTES[unit]);
    }
}
