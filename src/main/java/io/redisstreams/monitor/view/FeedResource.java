package io.redisstreams.monitor.view;

import io.redisstreams.http.Query;
import io.redisstreams.http.SseEvents;
import io.redisstreams.http.problem.BadParameterException;
import io.redisstreams.monitor.StreamCollector;
import io.redisstreams.monitor.StreamsSample;
import io.redisstreams.monitor.view.FeedTexts.Subject;
import io.redisstreams.process.Polled.Look;
import io.redisstreams.security.Roles;
import io.redisstreams.tail.LiveEvents;
import io.redisstreams.tail.LiveTail.Listening;
import io.redisstreams.tail.SseConnection;
import io.redisstreams.tail.SseConnections;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Multi;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.sse.OutboundSseEvent;
import java.util.function.Consumer;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.logging.Logger;

/** Sends each sample to open pages. */
@Path("/api/monitoring/feed")
@RolesAllowed(Roles.READER)
@Blocking
class FeedResource {
    private static final Logger LOG = Logger.getLogger(FeedResource.class);

    private final SseConnections connections;
    private final LiveEvents live;
    private final StreamCollector collector;
    private final Snapshots snapshots;
    private final FeedTexts texts;

    FeedResource(
            SseConnections connections,
            LiveEvents live,
            StreamCollector collector,
            Snapshots snapshots,
            FeedTexts texts) {
        this.connections = connections;
        this.live = live;
        this.collector = collector;
        this.snapshots = snapshots;
        this.texts = texts;
    }

    /** A response to HEAD has no body; without this method the connection would wait for events like that of a GET. */
    @HEAD
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @Operation(hidden = true)
    public void head() {}

    @GET
    @Produces(MediaType.SERVER_SENT_EVENTS)
    public Multi<OutboundSseEvent> feed(
            @Context UriInfo call, @Context HttpHeaders headers, @Context HttpServerRequest request) {
        Query query = Query.of(call);
        Subject subject = new Subject(query.text("stream"), query.text("group"));
        boolean tailed = Boolean.TRUE.equals(query.flag("tail"));
        if (subject.stream() != null && subject.group() != null) {
            throw new BadParameterException("group", "must not be given with stream");
        }
        if (tailed && subject.stream() == null) {
            throw new BadParameterException("tail", "needs a stream");
        }
        SseConnection connection = connections.open(request);
        try {
            connection.send(SseEvents.welcome(), 0);
            connection.send(event(subject, texts.first(snapshot(subject), subject)), 0);
            Listening listening =
                    tailed ? live.tail(LiveEvents.Wanted.of(subject.stream(), query, headers), connection) : () -> {};
            Consumer<Look<StreamsSample>> samples = look -> send(look, subject, connection);
            collector.watch(samples);
            return connections.events(connection, () -> {
                collector.unwatch(samples);
                listening.close();
            });
        } catch (RuntimeException failure) {
            connections.close(connection);
            throw failure;
        }
    }

    private Snapshot snapshot(Subject subject) {
        return subject.stream() == null ? snapshots.current() : snapshots.with(subject.stream());
    }

    private void send(Look<StreamsSample> look, Subject subject, SseConnection connection) {
        try {
            connection.sendNewest(event(subject, texts.later(look, subject)));
        } catch (RuntimeException gone) {
            LOG.debugf("%s cannot be shown now: %s", subject, gone.getMessage());
        }
    }

    private static OutboundSseEvent event(Subject subject, String json) {
        return SseEvents.of(subject.event(), null, json);
    }
}
