package io.redisstreams.trim;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.redis.datasource.RedisDataSource;
import io.redisstreams.fault.ConflictException;
import io.redisstreams.fault.MissingException;
import io.redisstreams.fault.NotAStreamException;
import io.redisstreams.group.Groups;
import io.redisstreams.group.KnownStreams;
import io.redisstreams.operation.Operation;
import io.redisstreams.operation.Operations;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;

/** Deletes consumer groups that are not this service's: forgotten ones keep entries from being trimmed. */
@ApplicationScoped
class ForeignGroups {
    private static final Logger LOG = Logger.getLogger(ForeignGroups.class);

    /** Returns how many entries were pending, or -1: no such group, -2: no stream. */
    private static final String DESTROY = """
            local type = redis.call('TYPE', KEYS[1]).ok
            if type == 'none' then return -1 end
            if type ~= 'stream' then return -2 end
            for _, group in ipairs(redis.call('XINFO', 'GROUPS', KEYS[1])) do
                local facts = {}
                for i = 1, #group, 2 do facts[group[i]] = group[i + 1] end
                if facts['name'] == ARGV[1] then
                    redis.call('XGROUP', 'DESTROY', KEYS[1], ARGV[1])
                    return facts['pending']
                end
            end
            return -1""";

    private final RedisDataSource redis;
    private final KnownStreams known;
    private final Groups groups;
    private final Operations operations;

    ForeignGroups(RedisDataSource redis, KnownStreams known, Groups groups, Operations operations) {
        this.redis = redis;
        this.known = known;
        this.groups = groups;
        this.operations = operations;
    }

    /**
     * Deletes the group with what is pending in it. Blocks. Returns how many entries were pending.
     *
     * @throws MissingException when there is no such group on a stream that this service knows
     * @throws ConflictException when the group is one of this service, whose consumers would create it again
     * @throws NotAStreamException when the key holds something else
     */
    long delete(String stream, String group) {
        boolean own = groups.find(group)
                .filter(settings -> settings.stream().equals(stream))
                .isPresent();
        if (own) {
            throw new ConflictException(
                    "The group '" + group + "' is this service's, which would create it again. Where it"
                            + " was defined by POST /api/groups, DELETE /api/groups/" + group
                            + " deletes it; else remove it from"
                            + " the configuration first");
        }
        if (!known.has(stream)) {
            throw missing(stream, group);
        }
        return QuarkusTransaction.requiringNew().call(() -> destroy(stream, group));
    }

    /** The record commits when Redis has deleted the group. */
    private long destroy(String stream, String group) {
        operations.record(Operation.on("group.delete", stream + " " + group), 1);
        long pending = redis.execute("EVAL", DESTROY, "1", stream, group).toLong();
        if (pending == -2) {
            throw new NotAStreamException(stream);
        }
        if (pending < 0) {
            throw missing(stream, group);
        }
        LOG.infof("Group %s of %s is deleted, with %d pending entries", group, stream, pending);
        return pending;
    }

    private static MissingException missing(String stream, String group) {
        return new MissingException("There is no group '" + group + "' on a stream '" + stream
                + "' that this service knows; GET /api/monitoring/streams/" + stream + " lists its groups");
    }
}
