package io.redisstreams.bench;

import java.util.List;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/** What an event costs between its record and the fields of its entry, without servers: measured by JMH. */
final class CodecPart implements Bench.Part {
    @Override
    public List<Row> measure(BenchServers servers, double scale) throws Exception {
        var options = new OptionsBuilder()
                .include(CodecBenchmark.class.getName())
                .verbosity(VerboseMode.SILENT)
                .jvmArgs("-Xmx128m", "-XX:+UseSerialGC")
                .build();
        return new Runner(options)
                .run().stream()
                        .map(run -> run.getPrimaryResult())
                        .map(result -> Row.known(result.getLabel() + " one entry", result.getScore(), "ns"))
                        .toList();
    }
}
