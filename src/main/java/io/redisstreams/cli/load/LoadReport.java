package io.redisstreams.cli.load;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.redisstreams.cli.terminal.Figures;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a load test found; {@code processed} is null when it was not waited for. */
@RegisterForReflection
public record LoadReport(Published published, Processed processed) {
    public boolean good() {
        return published.failed() == 0 && (processed == null || processed.exactlyOnce());
    }

    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT,
                "Published   %s of %s in %.1f s: %s/s, %s failed",
                Figures.count(published.published()),
                Figures.count(published.planned()),
                published.seconds(),
                Figures.number(published.perSecond()),
                Figures.count(published.failed())));
        published.errors().forEach((error, count) -> lines.add("            " + Figures.count(count) + " x " + error));
        lines.add("Latency     " + text(published.latency()));
        if (processed != null) {
            lines.add(String.format(
                    "Processed   %s of %s exactly once, %s twice, %s dead, %s open",
                    Figures.count(processed.once()),
                    Figures.count(processed.expected()),
                    Figures.count(processed.twice()),
                    Figures.count(processed.failed()),
                    Figures.count(processed.open())));
            lines.add("End to end  " + text(processed.endToEnd()));
        }
        return lines;
    }

    private static String text(Latency ms) {
        return String.format(
                Locale.ROOT,
                "p50 %.1f ms, p90 %.1f, p99 %.1f, p99.9 %.1f, max %.1f",
                ms.p50(),
                ms.p90(),
                ms.p99(),
                ms.p999(),
                ms.max());
    }
}
