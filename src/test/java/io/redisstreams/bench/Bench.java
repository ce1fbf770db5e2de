package io.redisstreams.bench;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.flywaydb.core.Flyway;

/** Measures the packaged service, and the machine below it, in one run. Started by {@code bench/run}. */
public final class Bench {
    private static final PrintStream PROGRESS = System.err;

    private Bench() {}

    /** One or more numbers of the table. */
    interface Part {
        List<Row> measure(BenchServers servers, double scale) throws Exception;
    }

    private static Map<String, Part> parts() {
        Map<String, Part> parts = new LinkedHashMap<>();
        parts.put("publish", new PublishPart());
        parts.put("batch", new BatchPart());
        parts.put("users", new UsersPart());
        parts.put("drain", new DrainPart());
        parts.put("push", new PushPart());
        parts.put("latency", new LatencyPart());
        parts.put("instances", new InstancesPart());
        parts.put("codec", new CodecPart());
        parts.put("search", new SearchPart());
        parts.put("history", new HistoryPart());
        return parts;
    }

    public static void main(String... args) throws Exception {
        Map<String, Part> parts = parts();
        List<String> words = new ArrayList<>(Arrays.asList(args));
        double scale = 1;
        boolean patient = words.remove("--patient");
        int option = words.indexOf("--scale");
        if (option >= 0) {
            scale = Double.parseDouble(words.remove(option + 1));
            words.remove(option);
        }
        if (!parts.keySet().containsAll(words)) {
            System.err.println(
                    "usage: bench/run [--patient] [--scale FACTOR] [" + String.join("|", parts.keySet()) + "]…");
            System.exit(2);
        }
        if (!words.isEmpty()) {
            parts.keySet().retainAll(words);
        }
        System.out.println(run(parts, scale, patient));
        System.exit(0);
    }

    private static String run(Map<String, Part> parts, double scale, boolean patient) throws Exception {
        BenchServers servers = BenchServers.start(Path.of("target", "bench"));
        Flyway.configure()
                .dataSource(
                        servers.properties().get("quarkus.datasource.jdbc.url"),
                        servers.properties().get("quarkus.datasource.username"),
                        servers.properties().get("quarkus.datasource.password"))
                .locations("filesystem:src/main/resources/db/migration")
                .load()
                .migrate();
        PROGRESS.printf(
                "%d processors; the service runs with %s%n",
                Runtime.getRuntime().availableProcessors(), Service.flags());
        StringBuilder table = new StringBuilder(Row.HEAD);
        for (var part : parts.entrySet()) {
            if (patient) {
                Machine.awaitQuiet();
            }
            PROGRESS.printf("%s, with others using %.0f %% of the processors …%n", part.getKey(), 100 * Machine.busy());
            for (Row row : part.getValue().measure(servers, scale)) {
                PROGRESS.println(row.markdown());
                table.append('\n').append(row.markdown());
            }
        }
        return table.toString();
    }
}
