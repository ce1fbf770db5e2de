package io.redisstreams.group;

import io.quarkus.redis.datasource.ReactiveRedisDataSource;
import io.redisstreams.fault.RedisErrors;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Response;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Determines what happens to entries that groups have not logged, for many entries in one round trip. */
@ApplicationScoped
public class Fates {
    /** Bounds what one script costs Redis: it reads each entry. */
    private static final int CHUNK = 100;

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    /**
     * ARGV: the number of groups, their names, entry ids. Returns the stream's last id, the cursor of each group or nil,
     * and for each id one flag for the entry being in the stream, and one for each group that has it pending.
     */
    private static final String LOOK = """
            local groups = tonumber(ARGV[1])
            local top, found = '0-0', {}
            if redis.call('EXISTS', KEYS[1]) == 1 then
              local function fields(reply)
                local field = {}
                for i = 1, #reply, 2 do field[reply[i]] = reply[i + 1] end
                return field
              end
              top = fields(redis.call('XINFO', 'STREAM', KEYS[1]))['last-generated-id']
              for _, group in ipairs(redis.call('XINFO', 'GROUPS', KEYS[1])) do
                local field = fields(group)
                found[field['name']] = field
              end
            end
            local cursors, flags = {}, {}
            for i = 1, groups do
              local group = found[ARGV[1 + i]]
              cursors[i] = group and group['last-delivered-id'] or false
            end
            for i = 2 + groups, #ARGV do
              local id = ARGV[i]
              local flag = #redis.call('XRANGE', KEYS[1], id, id) > 0 and '1' or '0'
              for j = 1, groups do
                local group = found[ARGV[1 + j]]
                local pending = group and group['pending'] > 0
                  and #redis.call('XPENDING', KEYS[1], ARGV[1 + j], id, id, 1) > 0
                flag = flag .. (pending and '1' or '0')
              end
              flags[#flags + 1] = flag
            end
            return {top, cursors, flags}""";

    private final ReactiveRedisDataSource redis;
    private final GroupStore store;

    public Fates(ReactiveRedisDataSource redis, GroupStore store) {
        this.redis = redis;
        this.store = store;
    }

    /** An entry's fate in each of the groups, by name. */
    public record EntryFates(String messageId, Map<String, Fate> byGroup) {}

    /**
     * In the order of the ids; empty when the key is no stream, because then nothing is known. Blocks for at most two
     * seconds.
     */
    public List<EntryFates> of(String stream, List<GroupSettings> groups, List<String> messageIds) {
        if (messageIds.isEmpty()) {
            return List.of();
        }
        Map<String, String> starts = store.starts(groups);
        List<Uni<List<EntryFates>>> chunks = new ArrayList<>();
        for (int from = 0; from < messageIds.size(); from += CHUNK) {
            List<String> ids = messageIds.subList(from, Math.min(messageIds.size(), from + CHUNK));
            chunks.add(redis.execute("EVAL", arguments(stream, groups, ids))
                    .map(reply -> fates(reply, groups, starts, ids)));
        }
        return Uni.join()
                .all(chunks)
                .andFailFast()
                .map(all -> all.stream().flatMap(Collection::stream).toList())
                .onFailure(RedisErrors::wrongType)
                .recoverWithItem(List.of())
                .await()
                .atMost(PATIENCE);
    }

    private static String[] arguments(String stream, List<GroupSettings> groups, List<String> ids) {
        List<String> words = new ArrayList<>(List.of(LOOK, "1", stream, Integer.toString(groups.size())));
        groups.forEach(group -> words.add(group.name()));
        words.addAll(ids);
        return words.toArray(String[]::new);
    }

    private static List<EntryFates> fates(
            Response reply, List<GroupSettings> groups, Map<String, String> starts, List<String> ids) {
        String top = reply.get(0).toString();
        List<GroupPosition> positions = new ArrayList<>(groups.size());
        for (int i = 0; i < groups.size(); i++) {
            GroupSettings group = groups.get(i);
            Response cursor = reply.get(1).get(i);
            positions.add(new GroupPosition(
                    StartPosition.effective(group, starts.get(group.name()), top),
                    cursor == null ? null : cursor.toString(),
                    top));
        }
        List<EntryFates> fates = new ArrayList<>(ids.size());
        for (int i = 0; i < ids.size(); i++) {
            String flags = reply.get(2).get(i).toString();
            Map<String, Fate> byGroup = new HashMap<>();
            for (int j = 0; j < groups.size(); j++) {
                byGroup.put(
                        groups.get(j).name(),
                        positions.get(j).fate(ids.get(i), flags.charAt(0) == '1', flags.charAt(j + 1) == '1'));
            }
            fates.add(new EntryFates(ids.get(i), byGroup));
        }
        return fates;
    }
}
