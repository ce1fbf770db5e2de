package io.redisstreams.monitor;

import io.quarkus.runtime.Startup;
import io.redisstreams.process.MonitoringConfig;
import io.redisstreams.process.Sampled;
import io.redisstreams.process.Sampled.Look;
import io.redisstreams.process.Sampled.State;
import io.redisstreams.process.Sampling;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * Samples all known streams, once for all who look: a hundred open dashboards cost Redis what one does. Keeps what it saw
 * in the last minutes.
 */
@Startup
@ApplicationScoped
public class StreamCollector {
    private final SampleReader reader;
    private final Sampling sampling;
    private final Duration fresh;
    private final StreamsHistory history = new StreamsHistory();
    private final List<Consumer<Look<StreamsSample>>> listeners = new CopyOnWriteArrayList<>();
    private final Sampled<StreamsSample> sampled;

    StreamCollector(SampleReader reader, Sampling sampling, MonitoringConfig config) {
        this.reader = reader;
        this.sampling = sampling;
        this.fresh = config.sampleEvery().multipliedBy(2);
        this.sampled = sampling.start(
                config.sampleEvery(), this::read, look -> listeners.forEach(listener -> listener.accept(look)));
    }

    /** The last look at Redis, whenever that was: never blocks. */
    public Look<StreamsSample> latest() {
        return sampled.latest();
    }

    /** A look of this moment, which others share. Blocks when nobody has looked for a while. */
    public Look<StreamsSample> current() {
        sampling.asked();
        Look<StreamsSample> look = sampled.noOlderThan(fresh);
        boolean cursory = look.state() == State.UP && !look.value().closely();
        return cursory ? sampled.take() : look;
    }

    /** A look that begins now: for what came into being after the last one. Blocks. */
    public Look<StreamsSample> again() {
        sampling.asked();
        return sampled.take();
    }

    /** Tells the listener of each look, also of those that found Redis away, until it is {@link #unwatch unwatched}. */
    public void watch(Consumer<Look<StreamsSample>> listener) {
        listeners.add(listener);
        sampling.watched();
    }

    public void unwatch(Consumer<Look<StreamsSample>> listener) {
        if (listeners.remove(listener)) {
            sampling.unwatched();
        }
    }

    public List<StreamPoint> history(StreamSample stream) {
        return history.of(stream);
    }

    public List<GroupPoint> history(GroupSample group) {
        return history.of(group);
    }

    /** Where the lag of the group is going; null when that cannot be told. */
    public Trend trend(GroupSample group) {
        return Trend.of(history.of(group));
    }

    private StreamsSample read() {
        StreamsSample sample = reader.read(sampling.isWatched());
        history.add(sample);
        return sample;
    }
}
