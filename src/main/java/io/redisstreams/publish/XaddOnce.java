package io.redisstreams.publish;

import io.quarkus.redis.datasource.ReactiveRedisDataSource;
import io.redisstreams.event.EntryCodec;
import io.redisstreams.event.Publication;
import io.redisstreams.event.Published;
import io.redisstreams.fault.IdTakenException;
import io.redisstreams.fault.NotAStreamException;
import io.redisstreams.group.StreamsConfig;
import io.redisstreams.redis.OwnKeys;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Response;
import io.vertx.redis.client.ResponseType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes entries by one script, all of them or none; skips an event whose id is remembered. Ids that callers chose are
 * remembered beside each stream, in two hashes of the same hash slot. When the newer hash is older than the window or
 * full, it replaces the older one. So an id is remembered for at least one window, unless more than {@code max-ids}
 * others follow, and the cost of an entry does not depend on the number of ids.
 */
final class XaddOnce {
    /**
     * KEYS: each stream, its newer and its older ids. ARGV: the window in milliseconds, the most ids of a hash, and for
     * each entry the number of its stream, the event's id, the fingerprint of its content (empty: the id need not be
     * remembered), its timestamp, the number of words of its fields, and these words. Returns for each entry its Redis
     * id or, when the event's id is remembered, "fingerprint timestamp Redis-id" of the first event with it. Returns the
     * number of a key that is no stream, and the negative number of an entry whose id belongs to another event.
     */
    private static final String ADD_ALL = """
            local window, most = tonumber(ARGV[1]), tonumber(ARGV[2])
            for number, key in ipairs(KEYS) do
              local type = redis.call('TYPE', key).ok
              local isStream = number % 3 == 1
              if type ~= 'none' and type ~= (isStream and 'stream' or 'hash') then
                if isStream then return (number + 2) / 3 end
                redis.call('UNLINK', key)
              end
            end
            local entries = {}
            local i = 3
            while i < #ARGV do
              local key = 3 * tonumber(ARGV[i]) - 2
              local entry = {at = i, ids = KEYS[key + 1], older = KEYS[key + 2], stream = KEYS[key], content = ARGV[i + 2]}
              if entry.content ~= '' then
                entry.kept = redis.call('HGET', entry.ids, ARGV[i + 1]) or redis.call('HGET', entry.older, ARGV[i + 1])
                if entry.kept and string.match(entry.kept, '^%S+') ~= entry.content then return -#entries - 1 end
              end
              entries[#entries + 1] = entry
              i = i + 5 + ARGV[i + 4]
            end
            local time = redis.call('TIME')
            local now = time[1] * 1000 + math.floor(time[2] / 1000)
            local answers = {}
            for number, entry in ipairs(entries) do
              local i = entry.at
              if entry.kept then
                answers[number] = entry.kept
              else
                answers[number] = redis.call('XADD', entry.stream, '*', unpack(ARGV, i + 5, i + 4 + ARGV[i + 4]))
                if entry.content ~= '' then
                  answers[number] = entry.content .. ' ' .. ARGV[i + 3] .. ' ' .. answers[number]
                  local since = redis.call('HGET', entry.ids, 'since')
                  if since and (now - since > window or redis.call('HLEN', entry.ids) > most) then
                    redis.call('RENAME', entry.ids, entry.older)
                    redis.call('PEXPIRE', entry.older, window)
                    since = false
                  end
                  if not since then redis.call('HSET', entry.ids, 'since', now) end
                  redis.call('HSET', entry.ids, ARGV[i + 1], answers[number])
                  redis.call('PEXPIRE', entry.ids, window)
                end
              end
            end
            return answers""";

    private final String window;
    private final String maxIds;

    XaddOnce(StreamsConfig.Idempotency config) {
        this.window = Long.toString(config.window().toMillis());
        this.maxIds = Integer.toString(config.maxIds());
    }

    /**
     * Writes them in the given order; fails with {@link NotAStreamException}, with {@link IdTakenException}, and with
     * Redis's failures.
     *
     * @param redis the data source, or one of its connections
     */
    Uni<List<Published>> add(ReactiveRedisDataSource redis, List<Publication> publications) {
        Map<String, Integer> numbers = new LinkedHashMap<>();
        publications.forEach(publication -> numbers.putIfAbsent(publication.stream(), numbers.size() + 1));
        List<String> words = new ArrayList<>(4 + 3 * numbers.size() + 15 * publications.size());
        words.add(ADD_ALL);
        words.add(Integer.toString(3 * numbers.size()));
        for (String stream : numbers.keySet()) {
            words.addAll(List.of(stream, OwnKeys.ids(stream), OwnKeys.olderIds(stream)));
        }
        words.add(window);
        words.add(maxIds);
        publications.forEach(publication -> addWords(words, publication, numbers.get(publication.stream())));
        return redis.execute("EVAL", words.toArray(String[]::new))
                .map(reply -> published(reply, publications, List.copyOf(numbers.keySet())));
    }

    private static void addWords(List<String> words, Publication publication, int number) {
        Map<String, String> fields = EntryCodec.encode(publication.event());
        words.add(Integer.toString(number));
        words.add(publication.event().id().toString());
        words.add(publication.content() == null ? "" : publication.content());
        words.add(Long.toString(publication.event().timestamp().toEpochMilli()));
        words.add(Integer.toString(2 * fields.size()));
        fields.forEach((name, value) -> {
            words.add(name);
            words.add(value);
        });
    }

    private static List<Published> published(Response reply, List<Publication> publications, List<String> streams) {
        if (reply.type() == ResponseType.NUMBER) {
            int number = reply.toInteger();
            if (number > 0) {
                throw new NotAStreamException(streams.get(number - 1));
            }
            Publication refused = publications.get(-number - 1);
            throw IdTakenException.of(refused.stream(), refused.event().id());
        }
        List<Published> all = new ArrayList<>(publications.size());
        for (Response entry : reply) {
            all.add(published(publications.get(all.size()), entry.toString()));
        }
        return all;
    }

    private static Published published(Publication publication, String entry) {
        if (publication.content() == null) {
            return Published.of(publication, entry);
        }
        String[] parts = entry.split(" ");
        return new Published(parts[2], Instant.ofEpochMilli(Long.parseLong(parts[1])));
    }
}
