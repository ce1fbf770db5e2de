package io.redisstreams.monitor.view;

import io.redisstreams.http.Query;
import io.redisstreams.monitor.view.EntryListing.EntriesResponse;
import io.redisstreams.monitor.view.MonitoringResponses.Detail;
import io.redisstreams.monitor.view.MonitoringResponses.GroupsResponse;
import io.redisstreams.monitor.view.MonitoringResponses.StreamResponse;
import io.redisstreams.monitor.view.MonitoringResponses.StreamsResponse;
import io.redisstreams.monitor.view.MonitoringViews.Past;
import io.redisstreams.monitor.view.PendingListing.PendingResponse;
import io.redisstreams.security.Roles;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import org.jboss.resteasy.reactive.RestPath;

/** Streams: their state from the sample that all readers share, and their current entries. */
@Path("/api/monitoring/streams")
@RolesAllowed(Roles.READER)
@Blocking
class MonitoredStreamsResource {
    private final Snapshots snapshots;
    private final MonitoringResponses answers;
    private final EntryListing entries;
    private final PendingListing pending;

    MonitoredStreamsResource(
            Snapshots snapshots, MonitoringResponses answers, EntryListing entries, PendingListing pending) {
        this.snapshots = snapshots;
        this.answers = answers;
        this.entries = entries;
        this.pending = pending;
    }

    @GET
    public StreamsResponse streams() {
        return answers.streams(answers.required(snapshots.current()), Detail.FULL, Past.NONE);
    }

    @GET
    @Path("/{name}")
    public StreamResponse stream(@RestPath String name) {
        return answers.stream(snapshots.with(name), name, Past.ALL);
    }

    @GET
    @Path("/{name}/groups")
    public GroupsResponse groups(@RestPath String name) {
        StreamResponse answer = answers.stream(snapshots.with(name), name, Past.ALL);
        return new GroupsResponse(answer.service(), name, answer.stream().groups());
    }

    @GET
    @Path("/{name}/messages")
    public EntriesResponse messages(@RestPath String name, @Context UriInfo call) {
        return entries.answer(name, Query.of(call));
    }

    @GET
    @Path("/{name}/pending")
    public PendingResponse pending(@RestPath String name, @Context UriInfo call) {
        return pending.answer(name, Query.of(call));
    }
}
