package io.redisstreams.story;

import io.redisstreams.process.PayloadBudget;
import io.redisstreams.story.EventTraces.Place;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;

/** Finds all that is known of one event. */
@ApplicationScoped
public class StoryLookup {
    private final EventTraces traces;
    private final EventStories stories;

    StoryLookup(EventTraces traces, EventStories stories) {
        this.traces = traces;
        this.stories = stories;
    }

    /**
     * Blocks. Empty when no group has logged the event, the outbox has none, and it is not where the caller says.
     *
     * @param stream where the event may be, with the id of its entry; null when the caller does not know
     * @param messageId null when the stream is
     */
    public Optional<EventStory> find(UUID eventId, String stream, String messageId, PayloadBudget budget) {
        return traces.of(eventId, new Place(stream, messageId), budget).map(found -> stories.of(eventId, found));
    }
}
