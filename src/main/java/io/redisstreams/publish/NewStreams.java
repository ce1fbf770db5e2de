package io.redisstreams.publish;

import io.quarkus.redis.datasource.ReactiveRedisDataSource;
import io.redisstreams.fault.LimitReachedException;
import io.redisstreams.group.KnownStreams;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Lets publishers create streams, up to a ceiling for all instances together. Streams of the configuration do not count.
 */
final class NewStreams {
    /**
     * KEYS: the known streams. ARGV: the ceiling, and names. Returns whether all names are known now; otherwise none is
     * added.
     */
    private static final String ADMIT = """
            local fresh = {}
            for i = 2, #ARGV do
              if redis.call('SISMEMBER', KEYS[1], ARGV[i]) == 0 then fresh[#fresh + 1] = ARGV[i] end
            end
            if #fresh == 0 then return 1 end
            if redis.call('SCARD', KEYS[1]) + #fresh > tonumber(ARGV[1]) then return 0 end
            redis.call('SADD', KEYS[1], unpack(fresh))
            return 1""";

    private final ReactiveRedisDataSource redis;
    private final KnownStreams known;
    private final int maxStreams;

    NewStreams(ReactiveRedisDataSource redis, KnownStreams known, int maxStreams) {
        this.redis = redis;
        this.known = known;
        this.maxStreams = maxStreams;
    }

    /** Costs nothing when all are known. Fails with {@link LimitReachedException}, and with Redis's failures. */
    Uni<Void> admit(Collection<String> streams) {
        List<String> unknown = unknown(streams);
        if (unknown.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        List<String> words = new ArrayList<>(List.of(ADMIT, "1", KnownStreams.KEY, Integer.toString(maxStreams)));
        words.addAll(unknown);
        return redis.execute("EVAL", words.toArray(String[]::new))
                .invoke(admitted -> {
                    if (admitted.toInteger() == 0) {
                        throw full();
                    }
                    streams.forEach(known::add);
                })
                .replaceWithVoid();
    }

    /**
     * Decides from what this instance knows, for when Redis is away.
     *
     * @throws LimitReachedException when these streams would be too many
     */
    void admitUnasked(Collection<String> streams) {
        List<String> unknown = unknown(streams);
        if (!unknown.isEmpty() && known.created().size() + unknown.size() > maxStreams) {
            throw full();
        }
        unknown.forEach(known::add);
    }

    private List<String> unknown(Collection<String> streams) {
        return streams.stream()
                .distinct()
                .filter(stream -> !known.heard(stream))
                .toList();
    }

    private LimitReachedException full() {
        return new LimitReachedException("At most " + maxStreams
                + " streams may be created by publishing to them (streams.max-streams); use an existing one, or delete one"
                + " without groups with DELETE /api/streams/{name}");
    }
}
