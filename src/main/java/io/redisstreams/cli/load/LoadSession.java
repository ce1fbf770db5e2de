package io.redisstreams.cli.load;

import io.redisstreams.cli.terminal.Figures;
import io.redisstreams.cli.terminal.Progress;
import java.util.Locale;
import java.util.function.Consumer;

/** One load test, from the first event to the report; also when it is interrupted. */
public final class LoadSession {
    private static final int BAR = 30;

    private final Plan plan;
    private final Target target;
    private final LoadRun run;

    public LoadSession(Plan plan, Target target) {
        this.plan = plan;
        this.target = target;
        this.run = new LoadRun(plan, target);
    }

    /** @param reader receives the report, also when Ctrl-C ends the test */
    public LoadReport run(boolean wait, Consumer<LoadReport> reader) throws Exception {
        target.check();
        Thread interrupted = new Thread(() -> {
            Progress.clear();
            reader.accept(new LoadReport(run.published(), null));
        });
        Runtime.getRuntime().addShutdownHook(interrupted);
        Published published = Progress.during(run::call, this::line);
        LoadReport report = new LoadReport(published, wait ? processed() : null);
        Runtime.getRuntime().removeShutdownHook(interrupted);
        reader.accept(report);
        return report;
    }

    private Processed processed() throws Exception {
        Wait waiting = new Wait(target.log(), run.sent());
        return Progress.during(waiting::processed, waiting::line);
    }

    private String line() {
        Published now = run.published();
        long answered = now.published() + now.failed();
        return String.format(
                Locale.ROOT,
                "%s %3d%%  %s of %s, %s/s, p99 %.1f ms, %s failed",
                Progress.bar(answered, plan.count(), BAR),
                answered * 100 / Math.max(1, plan.count()),
                Figures.count(answered),
                Figures.count(plan.count()),
                Figures.number(now.perSecond()),
                now.latency().p99(),
                Figures.count(now.failed()));
    }
}
