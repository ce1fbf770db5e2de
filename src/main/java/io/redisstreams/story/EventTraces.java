package io.redisstreams.story;

import io.redisstreams.eventlog.EventHistory;
import io.redisstreams.eventlog.EventLogEntry;
import io.redisstreams.eventlog.EventLogSearch;
import io.redisstreams.fault.NotAStreamException;
import io.redisstreams.fault.RedisFaultException;
import io.redisstreams.group.GroupSettings;
import io.redisstreams.group.Groups;
import io.redisstreams.outbox.OutboxLookup;
import io.redisstreams.outbox.OutboxLookup.StoredEvent;
import io.redisstreams.process.PayloadBudget;
import io.redisstreams.redis.EntryPages;
import io.redisstreams.redis.EntryPages.Shown;
import io.redisstreams.redis.PendingEntry;
import io.redisstreams.redis.StreamInfo;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** Collects the traces that an event has left: in the outbox, the event log, its history, and Redis. */
@ApplicationScoped
class EventTraces {
    private final EventLogSearch log;
    private final OutboxLookup outbox;
    private final EventHistory history;
    private final EntryPages entries;
    private final StreamInfo streams;
    private final Groups groups;

    EventTraces(
            EventLogSearch log,
            OutboxLookup outbox,
            EventHistory history,
            EntryPages entries,
            StreamInfo streams,
            Groups groups) {
        this.log = log;
        this.outbox = outbox;
        this.history = history;
        this.entries = entries;
        this.streams = streams;
        this.groups = groups;
    }

    /**
     * An event on one stream.
     *
     * @param stored null when it is not in the outbox
     * @param messageId null when it is not in Redis yet
     * @param entry null when Redis does not have it (any more)
     * @param redisAnswered false when nothing is known from Redis
     */
    record OnStream(String stream, StoredEvent stored, String messageId, Shown entry, boolean redisAnswered) {}

    /**
     * An event in one group.
     *
     * @param row null when the group has not logged it
     * @param pending null when it is not pending, or Redis is not queried
     * @param waiting whether it is still to be delivered to the group; null when that is unknown
     */
    record InGroup(String group, String stream, EventLogEntry row, PendingEntry pending, Boolean waiting) {}

    record Traces(List<OnStream> streams, List<InGroup> groups, List<EventHistory.Step> steps) {}

    /** Where the caller expects the event; both null when the caller names no place. */
    record Place(String stream, String messageId) {}

    /** Empty when there is none. Blocks. */
    Optional<Traces> of(UUID eventId, Place place, PayloadBudget budget) {
        List<EventLogEntry> rows = log.ofEvent(eventId, budget);
        List<StoredEvent> stored = outbox.of(eventId);
        List<OnStream> found = Stream.of(
                        rows.stream().map(row -> row.stream),
                        stored.stream().map(StoredEvent::stream),
                        place.stream() == null ? Stream.<String>empty() : Stream.of(place.stream()))
                .flatMap(names -> names)
                .distinct()
                .map(stream -> onStream(eventId, stream, rows, stored, place, budget))
                .flatMap(Optional::stream)
                .toList();
        if (found.isEmpty()) {
            return Optional.empty();
        }
        List<InGroup> inGroups = new ArrayList<>();
        found.forEach(on -> inGroups.addAll(inGroups(on, rows)));
        return Optional.of(new Traces(found, inGroups, history.of(eventId)));
    }

    private Optional<OnStream> onStream(
            UUID eventId,
            String stream,
            List<EventLogEntry> rows,
            List<StoredEvent> allStored,
            Place place,
            PayloadBudget budget) {
        StoredEvent stored = allStored.stream()
                .filter(one -> one.stream().equals(stream))
                .findFirst()
                .orElse(null);
        String logged = rows.stream()
                .filter(row -> row.stream.equals(stream))
                .map(row -> row.messageId)
                .findFirst()
                .orElse(null);
        boolean claimed = stored == null && logged == null;
        String messageId = stored != null && stored.messageId() != null
                ? stored.messageId()
                : claimed ? place.messageId() : logged;
        if (messageId == null) {
            return Optional.of(new OnStream(stream, stored, null, null, true));
        }
        try {
            Shown entry = entries.find(stream, messageId, budget.mostBytes())
                    .filter(one -> one.entry().event().id().equals(eventId))
                    .orElse(null);
            return claimed && entry == null
                    ? Optional.empty()
                    : Optional.of(new OnStream(stream, stored, messageId, entry, true));
        } catch (RedisFaultException | NotAStreamException away) {
            if (claimed) {
                throw away;
            }
            return Optional.of(new OnStream(stream, stored, messageId, null, false));
        }
    }

    private List<InGroup> inGroups(OnStream on, List<EventLogEntry> rows) {
        List<InGroup> found = new ArrayList<>();
        rows.stream()
                .filter(row -> row.stream.equals(on.stream()))
                .map(row -> new InGroup(row.groupName, row.stream, row, null, false))
                .forEach(found::add);
        groups.ofStream(on.stream()).stream()
                .filter(group -> group.wants(eventType(on, rows)))
                .map(GroupSettings::name)
                .filter(name -> rows.stream().noneMatch(row -> row.groupName.equals(name)))
                .map(name -> notLogged(name, on))
                .forEach(found::add);
        return found;
    }

    /** Each source has the type, and one of them has the event. */
    private static String eventType(OnStream on, List<EventLogEntry> rows) {
        if (!rows.isEmpty()) {
            return rows.get(0).eventType;
        }
        return on.stored() != null
                ? on.stored().eventType()
                : on.entry().entry().event().type();
    }

    private InGroup notLogged(String group, OnStream on) {
        if (on.messageId() == null) {
            return new InGroup(group, on.stream(), null, null, true);
        }
        try {
            PendingEntry pending =
                    entries.pending(on.stream(), group, on.messageId()).orElse(null);
            Boolean waiting = pending != null || on.entry() == null ? null : waits(group, on);
            return new InGroup(group, on.stream(), null, pending, waiting);
        } catch (RedisFaultException | NotAStreamException away) {
            return new InGroup(group, on.stream(), null, null, null);
        }
    }

    private Boolean waits(String group, OnStream on) {
        return streams.read(List.of(on.stream())).await().indefinitely().stream()
                .flatMap(state -> state.groups().stream())
                .filter(info -> info.name().equals(group))
                .findFirst()
                .map(info -> info.isBefore(on.messageId()))
                .orElse(true);
    }
}
