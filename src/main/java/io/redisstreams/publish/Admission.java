package io.redisstreams.publish;

import io.quarkus.redis.datasource.ReactiveRedisDataSource;
import io.redisstreams.fault.LimitReachedException;
import io.redisstreams.fault.NotAStreamException;
import io.redisstreams.fault.NotSentException;
import io.redisstreams.fault.RedisErrors;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/** Decides whether streams accept an event now: they have room, are streams, and may be created when they are new. */
record Admission(ReactiveRedisDataSource redis, StreamCeiling ceiling, Duration timeout) {
    /** One more round trip to Redis, only for streams that are new to this instance. */
    <T> Uni<T> before(List<String> streams, Supplier<Uni<T>> send) {
        streams.forEach(ceiling::check);
        if (streams.stream().noneMatch(ceiling::isNew)) {
            streams.forEach(ceiling::use);
            return send.get();
        }
        return ceiling.admit(streams)
                .ifNoItem()
                .after(timeout)
                .fail()
                .onFailure(RedisErrors::mayHaveBeenDone)
                .transform(unknown -> new NotSentException("Redis did not answer whether the stream may be created"))
                .chain(send::get);
    }

    /** Fails like {@link EventPublisher#requireStreams}. */
    Uni<Void> require(List<String> names) {
        return types(names)
                .chain(() -> ceiling.admit(names))
                .ifNoItem()
                .after(timeout)
                .fail()
                .onFailure(Admission::isAway)
                .recoverWithUni(() -> {
                    ceiling.admitUnasked(names);
                    return Uni.createFrom().voidItem();
                });
    }

    private static boolean isAway(Throwable failure) {
        return !(failure instanceof NotAStreamException) && !(failure instanceof LimitReachedException);
    }

    private Uni<Void> types(List<String> names) {
        return Uni.join()
                .all(names.stream()
                        .map(name -> redis.execute("TYPE", name).invoke(type -> requireStream(name, type.toString())))
                        .toList())
                .andFailFast()
                .replaceWithVoid();
    }

    private static void requireStream(String name, String type) {
        if (!type.equals("stream") && !type.equals("none")) {
            throw new NotAStreamException(name);
        }
    }
}
