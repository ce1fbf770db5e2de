package io.redisstreams.cli.inspect;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.redisstreams.event.Event;
import io.redisstreams.stream.ConsumerSample;
import io.redisstreams.stream.Entry;
import io.redisstreams.stream.GroupSample;
import io.redisstreams.stream.PendingEntry;
import io.redisstreams.stream.StreamSample;
import java.util.List;

/** How Redis and its streams stand at one moment. */
@RegisterForReflection(
        targets = {
            Report.class,
            Server.class,
            StreamSample.class,
            GroupSample.class,
            ConsumerSample.class,
            PendingEntry.class,
            Entry.class,
            Event.class
        })
public record Report(Server server, List<StreamSample> streams) {}
