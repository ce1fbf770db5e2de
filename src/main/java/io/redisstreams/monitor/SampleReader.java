package io.redisstreams.monitor;

import io.quarkus.redis.datasource.ReactiveRedisDataSource;
import io.redisstreams.fault.RedisAwayException;
import io.redisstreams.fault.RedisErrors;
import io.redisstreams.group.Groups;
import io.redisstreams.group.Instances;
import io.redisstreams.group.KnownStreams;
import io.redisstreams.monitor.StreamSample.Kind;
import io.redisstreams.process.MonitoringConfig;
import io.redisstreams.redis.EntryScripts;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Response;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Reads the state of many streams at once: three pipelines on one connection, for any number of streams. Each needs the
 * replies of the one before: which streams exist, which groups they have, and the state of those.
 */
@ApplicationScoped
public class SampleReader {
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final String RECENT = "10";
    /** More bytes than a sample ever shows of an entry. */
    private static final int SHOWN_BYTES = 16 * 1024;

    private final ReactiveRedisDataSource redis;
    private final KnownStreams known;
    private final Groups groups;
    private final int maxStreams;

    SampleReader(ReactiveRedisDataSource redis, KnownStreams known, Groups groups, MonitoringConfig config) {
        this.redis = redis;
        this.known = known;
        this.groups = groups;
        this.maxStreams = config.maxStreams();
    }

    /**
     * Blocks.
     *
     * @param closely whether a client watches, so that entries and consumers are read too
     * @throws RedisAwayException when Redis does not answer in time
     */
    public StreamsSample read(boolean closely) {
        return read(known.inOrder(), closely);
    }

    /** Reads only these streams; otherwise like {@link #read(boolean)}. */
    public StreamsSample read(List<String> names, boolean closely) {
        AtomicReference<StreamsSample> sample = new AtomicReference<>();
        redis.withConnection(connection -> now(connection)
                        .chain(now -> sample(connection, names, now, closely))
                        .invoke(sample::set)
                        .replaceWithVoid())
                .ifNoItem()
                .after(PATIENCE)
                .fail()
                .onFailure()
                .transform(RedisErrors::translated)
                .await()
                .indefinitely();
        return sample.get();
    }

    private Uni<StreamsSample> sample(
            ReactiveRedisDataSource connection, List<String> names, long now, boolean closely) {
        List<String> shown = names.subList(0, Math.min(maxStreams, names.size()));
        int leftOut = names.size() - shown.size();
        return Uni.combine()
                .all()
                .unis(streams(connection, shown, now, closely), instances(connection, now))
                .with((streams, instances) ->
                        new StreamsSample(Instant.ofEpochMilli(now), streams, instances, leftOut, closely));
    }

    private static Uni<Long> now(ReactiveRedisDataSource connection) {
        return connection
                .execute("TIME")
                .map(time -> time.get(0).toLong() * 1000 + time.get(1).toLong() / 1000);
    }

    private static Uni<List<String>> instances(ReactiveRedisDataSource connection, long now) {
        String since = Long.toString(now / 1000 - Instances.SECONDS);
        return connection
                .execute("ZRANGE", Instances.KEY, since, "+inf", "BYSCORE")
                .map(names -> strings(names).stream().sorted().toList());
    }

    private static List<String> strings(Response reply) {
        return StreamSupport.stream(reply.spliterator(), false)
                .map(Response::toString)
                .toList();
    }

    private Uni<List<StreamSample>> streams(
            ReactiveRedisDataSource connection, List<String> names, long now, boolean closely) {
        return all(names.stream().map(name -> head(connection, name, closely)).toList())
                .chain(heads -> all(heads.stream()
                        .map(head -> stream(connection, head, now, closely))
                        .toList()));
    }

    /** @param look null when the key is missing or has another type; otherwise the reply of {@link EntryScripts#LOOK} */
    private record Head(String name, Kind kind, Response look, Response groups) {}

    private static Uni<Head> head(ReactiveRedisDataSource connection, String name, boolean closely) {
        Uni<Response> look = EntryScripts.run(
                connection, EntryScripts.LOOK, name, Integer.MAX_VALUE, SHOWN_BYTES, List.of(closely ? RECENT : "0"));
        Uni<Response> groups = connection.execute("XINFO", "GROUPS", name);
        return Uni.combine()
                .all()
                .unis(look, groups)
                .with((stream, all) -> new Head(name, Kind.STREAM, stream, all))
                .onFailure(RedisErrors::noKey)
                .recoverWithItem(new Head(name, Kind.MISSING, null, null))
                .onFailure(RedisErrors::wrongType)
                .recoverWithItem(new Head(name, Kind.SOMETHING_ELSE, null, null));
    }

    private Uni<StreamSample> stream(ReactiveRedisDataSource connection, Head head, long now, boolean closely) {
        if (head.look() == null) {
            return Uni.createFrom()
                    .item(new StreamSample(head.name(), head.kind(), 0, 0, null, null, List.of(), missing(head)));
        }
        String lastId = head.look().get(2).toString();
        List<Uni<GroupSample>> present = new ArrayList<>();
        for (Response group : head.groups()) {
            present.add(new GroupSampler(connection, head.name(), group, now, closely).sample(lastId));
        }
        return all(present)
                .map(sampled -> new StreamSample(
                        head.name(),
                        Kind.STREAM,
                        head.look().get(0).toLong(),
                        head.look().get(1).toLong(),
                        EntryScripts.entry(head.name(), head.look().get(3)),
                        EntryScripts.entry(head.name(), head.look().get(4)),
                        EntryScripts.batch(head.name(), head.look().get(5)).entries(),
                        Stream.concat(sampled.stream(), missing(head).stream()).toList()));
    }

    /** Groups of the configuration that Redis does not have. */
    private List<GroupSample> missing(Head head) {
        return groups.ofStream(head.name()).stream()
                .filter(group -> !has(head.groups(), group.name()))
                .map(group -> GroupSample.missing(group.name(), group.stream()))
                .toList();
    }

    private static boolean has(Response groups, String name) {
        if (groups != null) {
            for (Response group : groups) {
                if (group.get("name").toString().equals(name)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static <T> Uni<List<T>> all(List<Uni<T>> unis) {
        return unis.isEmpty()
                ? Uni.createFrom().item(List.of())
                : Uni.join().all(unis).andFailFast();
    }
}
