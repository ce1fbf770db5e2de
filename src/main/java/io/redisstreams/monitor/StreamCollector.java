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
 * Samples all known streams, once for all who look: a hundred open dashboards cost Redis what one does. Keeps what it saw
 * in the last minutes.
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

    /** The last look at Redis, whenever that was: never blocks. */
    public Look<StreamsSample> latest() {
        return sampled.latest();
    }

    /** A look of this moment, which others share. Blocks when nobody has looked for a while. */
    public Look<StreamsSample> current() {
        poller.asked();
        Look<StreamsSample> look = sampled.noOlderThan(fresh);
        boolean cursory = look.state() == State.UP && !look.value().closely();
        return cursory ? sampled.take() : look;
    }

    /** A look that begins now: for what came into being after the last one. Blocks. */
    public Look<StreamsSample> again() {
        poller.asked();
        return sampled.take();
    }

    /** Tells the listener of each look, also of those that found Redis away, until it is {@link #unwatch unwatched}. */
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

    /** Where the lag of the group is going; null when that cannot be told. */
    public Trend trend(GroupSample group) {
        return Trend.of(history.of(group));
    }

    private StreamsSample read() {
        StreamsSample sample = reader.read(poller.isWatched());
        history.add(sample);
        return sample;
    }
}
