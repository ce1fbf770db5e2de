package io.redisstreams.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Who else works on this machine: numbers that were measured beside others are no numbers. */
final class Machine {
    private static final Path STAT = Path.of("/proc/stat");
    private static final double QUIET = 0.1;

    private Machine() {}

    /** The part of all processors that is busy, while nothing is measured; 0 where Linux does not tell. */
    static double busy() throws IOException {
        if (!Files.exists(STAT)) {
            return 0;
        }
        long[] before = ticks();
        Pause.seconds(2);
        long[] after = ticks();
        long idle = after[3] + after[4] - before[3] - before[4];
        long all = Arrays.stream(after).sum() - Arrays.stream(before).sum();
        return 1 - (double) idle / all;
    }

    static void awaitQuiet() throws IOException {
        for (double busy = busy(); busy > QUIET; busy = busy()) {
            System.err.printf("%.0f %% busy with others, waiting%n", busy * 100);
            Pause.seconds(20);
        }
    }

    /** user nice system idle iowait irq softirq steal */
    private static long[] ticks() throws IOException {
        try (var lines = Files.lines(STAT)) {
            String total = lines.findFirst().orElseThrow();
            return Arrays.stream(total.split("\\s+"))
                    .skip(1)
                    .limit(8)
                    .mapToLong(Long::parseLong)
                    .toArray();
        }
    }
}
