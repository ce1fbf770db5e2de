package io.redisstreams.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisstreams.TestServers;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * Signals at random moments of the start. {@code -Dsignals=50 -Dsignals.seconds=2} sends as many, and allows that many seconds
 * for the end of each; by default a machine that has much else to do is given more.
 */
@ResourceLock(TestServers.LOCK)
class SignalsIT {
    private static final int SIGNALS = Integer.getInteger("signals", 10);
    private static final Duration LIMIT = Duration.ofSeconds(Integer.getInteger("signals.seconds", 20));

    /** Longer than a start takes here, so that some signals come after it. */
    private static final int MOST_MILLIS = 3000;

    private static final List<String> COMMANDS = List.of(
            "consumer x",
            "inspect --watch",
            "produce x",
            "serve --no-consumers",
            "consumer-group",
            "load-test 9999999 --direct");

    private record Ended(String command, int afterMillis, String signal, boolean ended, long tookMillis) {}

    @Test
    void endAtOnceWhateverMomentItIs(@TempDir Path logs) throws Exception {
        Map<String, String> properties = new HashMap<>(new TestServers().start());
        properties.put("quarkus.http.port", "0");
        Cli cli = new Cli(properties);
        Random random = new Random();
        ExecutorService two = Executors.newFixedThreadPool(2);
        try {
            List<Callable<Ended>> runs = new ArrayList<>();
            for (int i = 0; i < SIGNALS; i++) {
                String command = COMMANDS.get(i % COMMANDS.size());
                String signal = random.nextBoolean() ? "INT" : "TERM";
                int after = random.nextInt(MOST_MILLIS);
                Path log = logs.resolve(i + ".log");
                runs.add(() -> interrupt(cli, log, command, signal, after));
            }
            List<Ended> all = new ArrayList<>();
            for (Future<Ended> run : two.invokeAll(runs)) {
                all.add(run.get());
            }
            assertThat(all).allMatch(Ended::ended);
        } finally {
            two.shutdownNow();
        }
    }

    private static Ended interrupt(Cli cli, Path log, String command, String signal, int after)
            throws IOException, InterruptedException {
        List<String> args = new ArrayList<>(List.of(command.split(" ")));
        Process process = cli.start(log, Map.of(), args.toArray(String[]::new));
        try {
            // The moment itself is what is tested.
            process.waitFor(after, TimeUnit.MILLISECONDS);
            long start = System.nanoTime();
            new ProcessBuilder("kill", "-" + signal, String.valueOf(process.pid()))
                    .start()
                    .waitFor();
            boolean ended = process.waitFor(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
            return new Ended(
                    command,
                    after,
                    signal,
                    ended,
                    Duration.ofNanos(System.nanoTime() - start).toMillis());
        } finally {
            process.destroyForcibly();
        }
    }
}
