package io.redisstreams.bench;

import io.redisstreams.event.EntryCodec;
import io.redisstreams.event.Event;
import io.redisstreams.event.EventIds;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Run by {@link CodecPart}; public because JMH generates subclasses elsewhere. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class CodecBenchmark {
    private final Event event = new Event(EventIds.next(), Chat.TYPE, Chat.PAYLOAD, Instant.now(), null);
    private final Map<String, String> fields = EntryCodec.encode(event);

    @Benchmark
    public Map<String, String> encode() {
        return EntryCodec.encode(event);
    }

    @Benchmark
    public Event decode() {
        return EntryCodec.decode(Chat.STREAM, "1700000000000-0", fields);
    }
}
