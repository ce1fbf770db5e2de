package io.redisstreams.monitor;

import io.quarkus.runtime.Startup;
import io.redisstreams.process.MonitoringConfig;
import io.redisstreams.process.Polled;
import io.redisstreams.process.Polled.Look;
import io.redisstreams.process.Polled.State;
import io.redisstreams.process.Poller;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * Samples all known streams, once for all clients: a hundred open dashboards cost Redis what one does. Keeps the samples
 * of the last minutes.
 */
@Startup
@ApplicationScoped
public class StreamCollector {
    private final SampleReader reader;
    private final Poller poller;
    private final Duration fresh;
    private final StreamsHistory history = new StreamsHistory();
    private final List<Consumer<Look<StreamsSample>>> listeners = new CopyOnWriteArrayList<>();
    private final Polled<StreamsSample> sampled;

    StreamCollector(SampleReader reader, Poller poller, MonitoringConfig config) {
        this.reader = reader;
        this.poller = poller;
        this.fresh = config.sampleEvery().multipliedBy(2);
        this.sampled = poller.start(
                config.sampleEvery(), this::read, look -> listeners.forEach(listener -> listener.accept(look)));
    }

    /** The last sample of any age: never blocks. */
    public Look<StreamsSample> latest() {
        return sampled.latest();
    }

    /** A current sample, which callers share. Blocks when the last one is too old. */
    public Look<StreamsSample> current() {
        poller.asked();
        Look<StreamsSample> look = sampled.noOlderThan(fresh);
        boolean cursory = look.state() == State.UP && !look.value().closely();
        return cursory ? sampled.take() : look;
    }

    /** A sample that begins now, for what was created after the last one. Blocks. */
    public Look<StreamsSample> again() {
        poller.asked();
        return sampled.take();
    }

    /** Passes each sample to the listener, also when Redis is away, until it is {@link #unwatch unwatched}. */
    public void watch(Consumer<Look<StreamsSample>> listener) {
        listeners.add(listener);
        poller.watched();
    }

    public void unwatch(Consumer<Look<StreamsSample>> listener) {
        if (listeners.remove(listener)) {
            poller.unwatched();
        }
    }

    public List<StreamPoint> history(StreamSample stream) {
        return history.of(stream);
    }

    public List<GroupPoint> history(GroupSample group) {
        return history.of(group);
    }

    /** The direction of the group's lag; null when it is unknown. */
    public Trend trend(GroupSample group) {
        return Trend.of(history.of(group));
    }

    private StreamsSample read() {
        StreamsSample sample = reader.read(poller.isWatched());
        history.add(sample);
        return sample;
    }
}
