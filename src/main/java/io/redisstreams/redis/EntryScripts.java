package io.redisstreams.redis;

import io.quarkus.redis.datasource.ReactiveRedisDataSource;
import io.redisstreams.event.EntryCodec;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Response;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Scripts that return entries, or facts about them, in a bounded number of bytes. Redis's own commands bound only the
 * number of entries, and any client may have written large ones.
 */
public final class EntryScripts {
    /**
     * ARGV: the most bytes to return, the most bytes of a field, the number of fields, the fields. An entry is returned
     * as its id, its size in the reply, whether a field was cut, and its fields; one that does not fit, and all after
     * it, have no fields.
     */
    private static final String ADD = """
            local limit, cut, last = tonumber(ARGV[1]), tonumber(ARGV[2]), 3 + ARGV[3]
            local number, found, full = {}, {}, false
            for i = 4, last do number[ARGV[i]] = i end
            local function add(id, words)
              local entry, bytes = {id, 0, 0}, 0
              for i = 4, last do entry[i] = false end
              for i = 1, #words, 2 do
                local at, value = number[words[i]], words[i + 1]
                if at then
                  if #value > cut then value, entry[3] = string.sub(value, 1, cut), 1 end
                  bytes = bytes + #value
                  entry[at] = value
                end
              end
              full = full or bytes > limit
              entry[2] = bytes
              found[#found + 1] = full and {id, bytes} or entry
              limit = limit - bytes
            end
            """;

    /** More ARGV: group, consumer, number of entries, how many of them at once. */
    public static final String READ_NEW = ADD + """
            local group, consumer, left, step = ARGV[last + 1], ARGV[last + 2], tonumber(ARGV[last + 3]), tonumber(ARGV[last + 4])
            while left > 0 and not full do
              local reply = redis.pcall('XREADGROUP', 'GROUP', group, consumer, 'COUNT', math.min(step, left),
                'STREAMS', KEYS[1], '>')
              if not reply then break end
              if reply.err then return reply end
              for _, entry in ipairs(reply[1][2]) do add(entry[1], entry[2]) end
              left = left - #reply[1][2]
            end
            return found""";

    /** More ARGV: ids of entries. Entries that do not exist are missing in the reply. */
    public static final String FETCH = ADD + """
            for i = last + 1, #ARGV do
              if full then break end
              local reply = redis.pcall('XRANGE', KEYS[1], ARGV[i], ARGV[i])
              if reply.err then return reply end
              if reply[1] then add(reply[1][1], reply[1][2]) end
            end
            return found""";

    /** More ARGV: XRANGE or XREVRANGE, from, to, number of entries. */
    public static final String PAGE = ADD + """
            local command, from, to, left = ARGV[last + 1], ARGV[last + 2], ARGV[last + 3], tonumber(ARGV[last + 4])
            while left > 0 and not full do
              local count = math.min(20, left)
              local reply = redis.pcall(command, KEYS[1], from, to, 'COUNT', count)
              if reply.err then return reply end
              for _, entry in ipairs(reply) do add(entry[1], entry[2]) end
              if #reply < count then break end
              left, from = left - count, '(' .. reply[count][1]
            end
            return found""";

    /**
     * More ARGV: the number of newest entries. Returns the length of the stream, the number of entries ever added, its
     * last id, its first and its last entry, and the newest ones.
     */
    public static final String LOOK = ADD + """
            local reply = redis.pcall('XINFO', 'STREAM', KEYS[1])
            if reply.err then return reply end
            local info = {}
            for i = 1, #reply, 2 do info[reply[i]] = reply[i + 1] end
            local function one(entry)
              if not entry then return {} end
              add(entry[1], entry[2])
              return table.remove(found)
            end
            local first, newest = one(info['first-entry']), one(info['last-entry'])
            local count = tonumber(ARGV[last + 1])
            if count > 0 then
              for _, entry in ipairs(redis.call('XREVRANGE', KEYS[1], '+', '-', 'COUNT', count)) do add(entry[1], entry[2]) end
            end
            return {info['length'], info['entries-added'] or false, info['last-generated-id'], first, newest, found}""";

    /** The last id that a stream has assigned; 0-0 when the stream does not exist. */
    static final String LAST_ID = """
            if redis.call('EXISTS', KEYS[1]) == 0 then return '0-0' end
            local reply = redis.pcall('XINFO', 'STREAM', KEYS[1])
            if reply.err then return reply end
            for i = 1, #reply, 2 do
              if reply[i] == 'last-generated-id' then return reply[i + 1] end
            end""";

    /** ARGV: an id. Returns the id of the first entry after it, or nil. */
    public static final String NEXT_ID = """
            local reply = redis.pcall('XRANGE', KEYS[1], '(' .. ARGV[1], '+', 'COUNT', 1)
            if reply.err then return reply end
            return reply[1] and reply[1][1]""";

    private EntryScripts() {}

    /** @param fieldBytes the most bytes of each field */
    public static Uni<Response> run(
            ReactiveRedisDataSource redis,
            String script,
            String stream,
            long mostBytes,
            long fieldBytes,
            List<String> more) {
        List<String> args = new ArrayList<>(8 + EntryCodec.FIELDS.size() + more.size());
        args.addAll(List.of(script, "1", stream, Long.toString(mostBytes), Long.toString(fieldBytes)));
        args.add(Integer.toString(EntryCodec.FIELDS.size()));
        args.addAll(EntryCodec.FIELDS);
        args.addAll(more);
        return redis.execute("EVAL", args.toArray(String[]::new));
    }

    public static Batch batch(String stream, Response reply) {
        List<Entry> entries = new ArrayList<>(reply.size());
        Set<String> cut = new HashSet<>();
        List<Batch.Deferred> deferred = new ArrayList<>();
        long bytes = 0;
        for (Response entry : reply) {
            if (entry.size() == 2) {
                deferred.add(
                        new Batch.Deferred(entry.get(0).toString(), entry.get(1).toLong()));
            } else {
                entries.add(entry(stream, entry));
                bytes += entry.get(1).toLong();
                if (entry.get(2).toInteger() == 1) {
                    cut.add(entry.get(0).toString());
                }
            }
        }
        return new Batch(entries, deferred, bytes, cut);
    }

    /** Null for an empty reply. */
    public static Entry entry(String stream, Response reply) {
        if (reply.size() == 0) {
            return null;
        }
        String id = reply.get(0).toString();
        Map<String, Response> fields = new HashMap<>();
        for (int i = 0; i < EntryCodec.FIELDS.size(); i++) {
            Response value = reply.get(i + 3);
            if (value != null) {
                fields.put(EntryCodec.FIELDS.get(i), value);
            }
        }
        return StreamReplies.entry(stream, id, fields);
    }
}
