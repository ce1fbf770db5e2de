package io.redisstreams.monitor.view;

import io.redisstreams.http.Query;
import io.redisstreams.monitor.view.EntriesAnswers.EntriesAnswer;
import io.redisstreams.monitor.view.MonitoringAnswers.Detail;
import io.redisstreams.monitor.view.MonitoringAnswers.GroupsAnswer;
import io.redisstreams.monitor.view.MonitoringAnswers.StreamAnswer;
import io.redisstreams.monitor.view.MonitoringAnswers.StreamsAnswer;
import io.redisstreams.monitor.view.MonitoringViews.Past;
import io.redisstreams.monitor.view.PendingAnswers.PendingAnswer;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import org.jboss.resteasy.reactive.RestPath;

/** Streams: how they stand, from the sample that all readers share; what is in them, as it is now. */
@Path("/api/monitoring/streams")
@Blocking
class MonitoredStreamsResource {
    private final Situations situations;
    private final MonitoringAnswers answers;
    private final EntriesAnswers entries;
    private final PendingAnswers pending;

    MonitoredStreamsResource(
            Situations situations, MonitoringAnswers answers, EntriesAnswers entries, PendingAnswers pending) {
        this.situations = situations;
        this.answers = answers;
        this.entries = entries;
        this.pending = pending;
    }

    @GET
    public StreamsAnswer streams() {
        return answers.streams(answers.required(situations.current()), Detail.FULL, Past.NONE);
    }

    @GET
    @Path("/{name}")
    public StreamAnswer stream(@RestPath String name) {
        return answers.stream(situations.with(name), name, Past.ALL);
    }

    @GET
    @Path("/{name}/groups")
    public GroupsAnswer groups(@RestPath String name) {
        StreamAnswer answer = answers.stream(situations.with(name), name, Past.ALL);
        return new GroupsAnswer(answer.service(), name, answer.stream().groups());
    }

    @GET
    @Path("/{name}/messages")
    public EntriesAnswer messages(@RestPath String name, @Context UriInfo call) {
        return entries.answer(name, Query.of(call));
    }

    @GET
    @Path("/{name}/pending")
    public PendingAnswer pending(@RestPath String name, @Context UriInfo call) {
        return pending.answer(name, Query.of(call));
    }
}
