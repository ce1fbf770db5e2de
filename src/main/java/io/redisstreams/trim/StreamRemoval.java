package io.redisstreams.trim;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.redis.datasource.RedisDataSource;
import io.redisstreams.fault.ConflictException;
import io.redisstreams.fault.NotAStreamException;
import io.redisstreams.group.Groups;
import io.redisstreams.group.KnownStreams;
import io.redisstreams.operation.Operation;
import io.redisstreams.operation.Operations;
import io.redisstreams.redis.OwnKeys;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import java.util.List;
import java.util.OptionalLong;
import org.jboss.logging.Logger;

/** Deletes streams without groups. */
@ApplicationScoped
public class StreamRemoval {
    private static final Logger LOG = Logger.getLogger(StreamRemoval.class);

    /** KEYS: the stream and its ids. Returns its length, or -1: no such key, -2: no stream, -3: it has groups. */
    private static final String DELETE = """
            local type = redis.call('TYPE', KEYS[1]).ok
            if type == 'none' then return -1 end
            if type ~= 'stream' then return -2 end
            if #redis.call('XINFO', 'GROUPS', KEYS[1]) > 0 then return -3 end
            local length = redis.call('XLEN', KEYS[1])
            redis.call('UNLINK', unpack(KEYS))
            return length""";

    private final RedisDataSource redis;
    private final KnownStreams known;
    private final Groups groups;
    private final Iterable<StreamHold> holds;
    private final Operations operations;

    StreamRemoval(
            RedisDataSource redis,
            KnownStreams known,
            Groups groups,
            @Any Instance<StreamHold> holds,
            Operations operations) {
        this.operations = operations;
        this.redis = redis;
        this.known = known;
        this.groups = groups;
        this.holds = holds;
    }

    /**
     * Deletes the stream, its entries and the ids that publishers chose for them, and forgets its name. Blocks. Returns
     * the number of its entries; empty when this service knows no such stream.
     *
     * @throws StreamInUseException when it has groups, or events wait in the outbox for it
     * @throws NotAStreamException when the key has another type
     */
    public OptionalLong delete(String stream) {
        if (!known.has(stream)) {
            return OptionalLong.empty();
        }
        groups.ofStream(stream).stream().findFirst().ifPresent(group -> {
            throw new StreamInUseException(stream, "the group '" + group.name() + "' reads it by configuration");
        });
        for (StreamHold hold : holds) {
            if (!hold.held(List.of(stream)).isEmpty()) {
                throw new StreamInUseException(
                        stream, "events wait in the outbox for it; cancel them, or wait until they are published");
            }
        }
        long length = QuarkusTransaction.requiringNew().call(() -> unlink(stream));
        known.forgetNow(stream);
        LOG.infof("Stream %s is deleted, with %d entries", stream, Math.max(0, length));
        return length < 0 ? OptionalLong.empty() : OptionalLong.of(length);
    }

    /** The record commits when Redis has deleted the stream; when Redis refuses, it is rolled back. */
    private long unlink(String stream) {
        operations.record(Operation.on("stream.delete", stream), 1);
        long length = redis.execute("EVAL", DELETE, "3", stream, OwnKeys.ids(stream), OwnKeys.olderIds(stream))
                .toLong();
        if (length == -3) {
            throw new StreamInUseException(stream, "it has consumer groups; XGROUP DESTROY removes one");
        }
        if (length == -2) {
            throw new NotAStreamException(stream);
        }
        return length;
    }

    /** A stream cannot be deleted, because it is needed. */
    static class StreamInUseException extends ConflictException {
        private static final long serialVersionUID = 1L;

        StreamInUseException(String stream, String why) {
            super("The stream '" + stream + "' cannot be deleted: " + why);
        }
    }
}
