package io.redisstreams.consume;

import io.quarkus.redis.client.RedisClientName;
import io.quarkus.redis.datasource.RedisDataSource;
import io.redisstreams.group.GroupSettings;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * The lease of a consumer on its pending entries: renewed while it works, handed back when it stops. Each step is one
 * Lua script, because the check of the owner and the claim must be atomic: a late renewal would steal an entry back from
 * the consumer that took it over.
 */
@ApplicationScoped
public class Lease {
    /** The consumer that holds what stopping consumers handed back; no loop reads under this name. */
    public static final String HANDED_BACK = "handed-back";

    /** ARGV: group, owner, new owner, entry ids. XCLAIM resets the idle time; JUSTID leaves the delivery count. */
    private static final String CLAIM_OWN = """
            local own = {}
            for i = 4, #ARGV do
              if #redis.call('XPENDING', KEYS[1], ARGV[1], ARGV[i], ARGV[i], 1, ARGV[2]) > 0 then
                own[#own + 1] = ARGV[i]
              end
            end
            local count = #own
            if count > 0 then
              own[count + 1] = 'JUSTID'
              redis.call('XCLAIM', KEYS[1], ARGV[1], ARGV[3], 0, unpack(own))
            end
            return count""";

    /**
     * ARGV: group, consumer, least idle milliseconds. DELCONSUMER would drop pending entries, so the script checks
     * first.
     */
    private static final String REMOVE_EMPTY = """
            for _, consumer in ipairs(redis.call('XINFO', 'CONSUMERS', KEYS[1], ARGV[1])) do
              local name, pending, idle
              for i = 1, #consumer, 2 do
                if consumer[i] == 'name' then name = consumer[i + 1] end
                if consumer[i] == 'pending' then pending = consumer[i + 1] end
                if consumer[i] == 'idle' then idle = consumer[i + 1] end
              end
              if name == ARGV[2] and pending == 0 and idle >= tonumber(ARGV[3]) then
                redis.call('XGROUP', 'DELCONSUMER', KEYS[1], ARGV[1], ARGV[2])
                return 1
              end
            end
            return 0""";

    private final RedisDataSource redis;

    Lease(@RedisClientName("consumers") RedisDataSource redis) {
        this.redis = redis;
    }

    /** Returns how many of the entries the consumer still owned; their idle time starts anew. */
    int renew(GroupSettings group, String consumer, Collection<String> messageIds) {
        return claimOwn(group, consumer, consumer, messageIds);
    }

    /** Hands back the entries that the consumer still owns, for the next consumer that looks for such entries. */
    int handBack(GroupSettings group, String consumer, Collection<String> messageIds) {
        return claimOwn(group, consumer, HANDED_BACK, messageIds);
    }

    /** True when the consumer had no pending entries, has been idle for this long, and was removed. */
    boolean removeIfEmpty(GroupSettings group, String consumer, long idleMillis) {
        return redis.execute(
                                "EVAL",
                                REMOVE_EMPTY,
                                "1",
                                group.stream(),
                                group.name(),
                                consumer,
                                Long.toString(idleMillis))
                        .toInteger()
                == 1;
    }

    private int claimOwn(GroupSettings group, String owner, String newOwner, Collection<String> messageIds) {
        if (messageIds.isEmpty()) {
            return 0;
        }
        List<String> args = new ArrayList<>(List.of(CLAIM_OWN, "1", group.stream(), group.name(), owner, newOwner));
        args.addAll(messageIds);
        return redis.execute("EVAL", args.toArray(String[]::new)).toInteger();
    }
}
