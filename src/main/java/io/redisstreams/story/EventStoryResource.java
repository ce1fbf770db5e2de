package io.redisstreams.story;

import io.redisstreams.event.EventTypes;
import io.redisstreams.fault.MissingException;
import io.redisstreams.http.Query;
import io.redisstreams.http.ResponseMemory;
import io.redisstreams.http.problem.BadParameterException;
import io.redisstreams.redis.EntryRange;
import io.redisstreams.security.Roles;
import io.redisstreams.story.EventTraces.Place;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestPath;

@Path("/api/events/{eventId}")
@RolesAllowed(Roles.READER)
@Blocking
class EventStoryResource {
    private final StoryLookup stories;
    private final ResponseMemory memory;

    EventStoryResource(StoryLookup stories, ResponseMemory memory) {
        this.stories = stories;
        this.memory = memory;
    }

    @GET
    public EventStory story(@RestPath UUID eventId, @Context UriInfo call) {
        Place place = place(Query.of(call));
        return stories.find(eventId, place.stream(), place.messageId(), memory.forOne())
                .orElseThrow(() -> new MissingException("No group has logged an event " + eventId
                        + " and the outbox has none; one that was published just now is found by the parameters"
                        + " stream and messageId, too"));
    }

    private static Place place(Query query) {
        String stream = query.text("stream");
        String messageId = query.text("messageId");
        if (stream != null && !stream.matches(EventTypes.STREAM_PATTERN)) {
            throw new BadParameterException("stream", "must be the name of a stream");
        }
        if (messageId != null && !EntryRange.isId(messageId)) {
            throw new BadParameterException("messageId", "must be an entry id like 1769860800130-0");
        }
        boolean whole = stream != null && messageId != null;
        return new Place(whole ? stream : null, whole ? messageId : null);
    }
}
