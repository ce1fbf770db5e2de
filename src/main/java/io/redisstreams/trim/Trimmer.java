package io.redisstreams.trim;

import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.redisstreams.fault.RedisErrors;
import io.redisstreams.group.Groups;
import io.redisstreams.group.KnownStreams;
import io.redisstreams.group.StreamsConfig;
import io.redisstreams.process.Jobs;
import io.redisstreams.process.Rotation;
import io.redisstreams.publish.StreamMetrics;
import io.vertx.mutiny.redis.client.Response;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * Keeps streams bounded. An entry is removed when it is older than the retention and every group has acknowledged it; a
 * stream without groups loses its old entries. One Lua script finds what the groups need and trims the stream: XTRIM
 * itself does not check groups.
 */
@ApplicationScoped
public class Trimmer {
    private static final Logger LOG = Logger.getLogger(Trimmer.class);

    /** ARGV: the first id that the retention keeps, most entries to remove, groups that must exist. */
    private static final String TRIM = """
            local function parts(id)
              local millis, seq = string.match(id, '^(%d+)%-(%d+)$')
              return millis, seq
            end
            local function lower(a, b)
              if #a ~= #b then return #a < #b end
              return a < b
            end
            local function before(a, b)
              local am, as = parts(a)
              local bm, bs = parts(b)
              if am ~= bm then return lower(am, bm) end
              return lower(as, bs)
            end
            local function after(id)
              local millis, seq = parts(id)
              if #seq > 15 then return id end
              return millis .. '-' .. string.format('%.0f', tonumber(seq) + 1)
            end

            if redis.call('EXISTS', KEYS[1]) == 0 then return {0, ''} end
            local keep, holder = ARGV[1], ''
            local first = redis.call('XRANGE', KEYS[1], '-', '+', 'COUNT', 1)[1]
            if not first or not before(first[1], keep) then return {0, ''} end
            local present = {}
            for _, group in ipairs(redis.call('XINFO', 'GROUPS', KEYS[1])) do
              local field = {}
              for i = 1, #group, 2 do field[group[i]] = group[i + 1] end
              present[field['name']] = true
              local needs = after(field['last-delivered-id'])
              if field['pending'] > 0 then
                needs = redis.call('XPENDING', KEYS[1], field['name'])[2]
              end
              if before(needs, keep) then keep, holder = needs, field['name'] end
            end
            for i = 3, #ARGV do
              if not present[ARGV[i]] then return {0, ARGV[i]} end
            end
            local trimmed = redis.call('XTRIM', KEYS[1], 'MINID', '~', keep, 'LIMIT', ARGV[2])
            if trimmed == 0 then
              trimmed = redis.call('XTRIM', KEYS[1], 'MINID', '=', keep)
            end
            local first = redis.call('XRANGE', KEYS[1], '-', '+', 'COUNT', 1)[1]
            if not first or not before(first[1], ARGV[1]) then holder = '' end
            return {trimmed, holder}""";

    /** Bounds what one call costs Redis; the next one continues. */
    private static final int AT_MOST = 10_000;

    private final RedisDataSource redis;
    private final KnownStreams known;

    /** Bounds what one run costs, for any number of streams. */
    private final Rotation rotation = new Rotation(1000);

    private final Groups groups;
    private final StreamMetrics metrics;
    private final Clock clock;
    private final Duration retention;
    private final Map<String, String> holders = new ConcurrentHashMap<>();

    Trimmer(
            RedisDataSource redis,
            KnownStreams known,
            Groups groups,
            StreamMetrics metrics,
            Clock clock,
            StreamsConfig config) {
        this.metrics = metrics;
        this.redis = redis;
        this.known = known;
        this.groups = groups;
        this.clock = clock;
        this.retention = config.retention().entries();
    }

    /** @param heldBackBy the group because of which older entries stay, or null */
    public record Trimmed(String stream, long entries, String heldBackBy) {}

    @Scheduled(
            identity = "trimmer",
            every = "${streams.retention.trim-every:30S}",
            concurrentExecution = ConcurrentExecution.SKIP)
    void trim() {
        runOnce(this::report);
    }

    /** @param done receives the result of each stream, also when another one cannot be trimmed */
    void runOnce(Consumer<Trimmed> done) {
        String keep = clock.instant().minus(retention).toEpochMilli() + "-0";
        Jobs.forEach(known.part(rotation), stream -> {
            try {
                done.accept(trim(stream, keep));
            } catch (RuntimeException failure) {
                if (!RedisErrors.wrongType(failure)) {
                    throw failure;
                }
                LOG.debugf("%s is not a stream and was not trimmed", stream);
            }
        });
    }

    /** By stream, the group because of which entries stay that are older than the retention. */
    public Map<String, String> heldBack() {
        return Map.copyOf(holders);
    }

    private Trimmed trim(String stream, String keep) {
        List<String> args = new ArrayList<>(List.of(TRIM, "1", stream, keep, Integer.toString(AT_MOST)));
        groups.ofStream(stream).forEach(group -> args.add(group.name()));
        long entries = 0;
        Response reply;
        do {
            reply = redis.execute("EVAL", args.toArray(String[]::new));
            entries += reply.get(0).toLong();
        } while (reply.get(0).toLong() >= AT_MOST / 2);
        String holder = reply.get(1).toString();
        return new Trimmed(stream, entries, holder.isEmpty() ? null : holder);
    }

    private void report(Trimmed trimmed) {
        if (trimmed.entries() > 0) {
            metrics.trimmed(trimmed.stream(), trimmed.entries());
            LOG.infof("Trimmed %d entries from %s", trimmed.entries(), trimmed.stream());
        }
        if (trimmed.heldBackBy() == null) {
            holders.remove(trimmed.stream());
        } else if (!trimmed.heldBackBy().equals(holders.put(trimmed.stream(), trimmed.heldBackBy()))) {
            LOG.warnf(
                    "%s keeps entries older than %s, because the group %s has not finished them",
                    trimmed.stream(), retention, trimmed.heldBackBy());
        }
    }
}
