package io.redisstreams.cli.inspect;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.redisstreams.event.Event;
import io.redisstreams.monitor.GroupSample;
import io.redisstreams.monitor.StreamSample;
import io.redisstreams.redis.ConsumerSample;
import io.redisstreams.redis.Entry;
import io.redisstreams.redis.PendingEntry;
import java.util.List;

/** The state of Redis and its streams at one time. */
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
