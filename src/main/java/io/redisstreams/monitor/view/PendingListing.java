package io.redisstreams.monitor.view;

import io.redisstreams.fault.MissingException;
import io.redisstreams.http.Query;
import io.redisstreams.http.ResponseMemory;
import io.redisstreams.http.problem.BadParameterException;
import io.redisstreams.redis.EntryPages;
import io.redisstreams.redis.EntryPages.PendingPage;
import io.redisstreams.redis.EntryPages.PendingPayload;
import io.redisstreams.redis.GroupInfo;
import io.redisstreams.redis.StreamInfo;
import io.redisstreams.tail.EntryView;
import io.redisstreams.tail.EntryViews;
import io.redisstreams.tail.StreamNames;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The entries that were delivered to a group and are not acknowledged, as Redis has them now. */
@ApplicationScoped
class PendingListing {
    private final StreamNames names;
    private final StreamInfo info;
    private final EntryPages pages;
    private final EntryViews views;
    private final Snapshots snapshots;
    private final ResponseMemory memory;

    PendingListing(
            StreamNames names,
            StreamInfo info,
            EntryPages pages,
            EntryViews views,
            Snapshots snapshots,
            ResponseMemory memory) {
        this.memory = memory;
        this.names = names;
        this.info = info;
        this.pages = pages;
        this.views = views;
        this.snapshots = snapshots;
    }

    /** @param alive whether the consumer lives; null when unknown */
    record PendingView(
            String messageId,
            String consumer,
            Boolean alive,
            long ageMillis,
            long idleMillis,
            int deliveries,
            EntryView entry) {}

    /** @param total of all pending entries of the group; @param next the {@code start} of the next page; null: no more */
    record PendingResponse(
            String stream, String group, long total, List<PendingView> pending, int count, String next) {}

    /** Blocks. */
    PendingResponse answer(String name, Query query) {
        String group = query.text("group");
        if (group == null) {
            throw new BadParameterException("group", "must name a consumer group of the stream");
        }
        int count = query.number("count", 50, 1, 500);
        int minIdle = query.number("minIdleMillis", 0, 0, Integer.MAX_VALUE);
        var range = EntryListing.range(query);
        names.require(name);
        GroupInfo state = require(name, group);
        Map<String, Boolean> alive = alive(name, group);
        String consumer = query.text("consumer");
        PendingPage found = LargePages.read(
                count == 1 ? memory.forOne() : memory,
                bytes -> pages.pending(name, group, consumer, minIdle, range, count, bytes),
                PendingPage::full);
        List<PendingPayload> page = found.pending();
        boolean more = !page.isEmpty() && (found.full() || page.size() == count);
        String last = more ? page.get(page.size() - 1).pending().messageId() : null;
        return new PendingResponse(
                name,
                group,
                state.pending(),
                page.stream().map(one -> view(one, alive)).toList(),
                page.size(),
                EntryListing.after(last));
    }

    private GroupInfo require(String stream, String group) {
        return info.read(List.of(stream)).await().indefinitely().stream()
                .flatMap(state -> state.groups().stream())
                .filter(found -> found.name().equals(group))
                .findFirst()
                .orElseThrow(() -> new MissingException(
                        "The stream '" + stream + "' has no consumer group '" + group + "' in Redis"));
    }

    private Map<String, Boolean> alive(String stream, String group) {
        Map<String, Boolean> alive = new HashMap<>();
        snapshots.current().members().forEach((sample, members) -> {
            if (sample.stream().equals(stream) && sample.name().equals(group)) {
                members.forEach(member -> alive.put(member.consumer().name(), member.alive()));
            }
        });
        return alive;
    }

    private PendingView view(PendingPayload one, Map<String, Boolean> alive) {
        var pending = one.pending();
        return new PendingView(
                pending.messageId(),
                pending.consumer(),
                alive.get(pending.consumer()),
                pending.ageMillis(),
                pending.idleMillis(),
                pending.deliveries(),
                views.whole(one.shown()));
    }
}
