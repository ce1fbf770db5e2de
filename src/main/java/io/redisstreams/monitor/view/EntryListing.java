package io.redisstreams.monitor.view;

import io.redisstreams.http.Query;
import io.redisstreams.http.ResponseMemory;
import io.redisstreams.http.problem.BadParameterException;
import io.redisstreams.redis.EntryPages;
import io.redisstreams.redis.EntryPages.EntryPage;
import io.redisstreams.redis.EntryRange;
import io.redisstreams.tail.EntryView;
import io.redisstreams.tail.EntryViews;
import io.redisstreams.tail.StreamNames;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Locale;

/** The entries that a stream has in Redis now. */
@ApplicationScoped
class EntryListing {
    private final StreamNames names;
    private final EntryPages pages;
    private final EntryViews views;
    private final ResponseMemory memory;

    EntryListing(StreamNames names, EntryPages pages, EntryViews views, ResponseMemory memory) {
        this.memory = memory;
        this.names = names;
        this.pages = pages;
        this.views = views;
    }

    enum Direction {
        FORWARD,
        BACKWARD;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** @param next the {@code start} of the next page forward, the {@code end} of the next one backward; null: no more */
    record EntriesResponse(String stream, String direction, List<EntryView> messages, int count, String next) {}

    /** Blocks. */
    EntriesResponse answer(String name, Query query) {
        Direction asked = query.choice("direction", List.of(Direction.values()), Direction::word);
        Direction direction = asked == null ? Direction.FORWARD : asked;
        EntryRange range = range(query);
        int count = query.number("count", 50, 1, 500);
        names.require(name);
        EntryPage page = LargePages.read(
                count == 1 ? memory.forOne() : memory,
                bytes -> direction == Direction.FORWARD
                        ? pages.forward(name, range, count, bytes)
                        : pages.backward(name, range, count, bytes),
                EntryPage::full);
        List<EntryView> shown = page.entries().stream().map(views::whole).toList();
        boolean more = !shown.isEmpty() && (page.full() || shown.size() == count);
        return new EntriesResponse(
                name,
                direction.word(),
                shown,
                shown.size(),
                after(more ? shown.get(shown.size() - 1).messageId() : null));
    }

    static EntryRange range(Query query) {
        return new EntryRange(bound(query, "start").start(), bound(query, "end").end());
    }

    /** Exclusive, so that the next page begins after it in either direction. */
    static String after(String lastId) {
        return lastId == null ? null : "(" + lastId;
    }

    private static EntryRange bound(Query query, String name) {
        try {
            String text = query.text(name);
            return name.equals("start") ? EntryRange.of(text, null) : EntryRange.of(null, text);
        } catch (IllegalArgumentException unreadable) {
            throw new BadParameterException(name, unreadable.getMessage());
        }
    }
}
