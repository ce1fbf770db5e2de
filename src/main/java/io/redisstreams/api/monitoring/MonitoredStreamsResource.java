package io.redisstreams.api.monitoring;

import io.redisstreams.api.Query;
import io.redisstreams.api.monitoring.EntriesAnswers.EntriesAnswer;
import io.redisstreams.api.monitoring.MonitoringAnswers.Detail;
import io.redisstreams.api.monitoring.MonitoringAnswers.GroupsAnswer;
import io.redisstreams.api.monitoring.MonitoringAnswers.StreamAnswer;
import io.redisstreams.api.monitoring.MonitoringAnswers.StreamsAnswer;
import io.redisstreams.api.monitoring.MonitoringViews.Past;
import io.redisstreams.api.monitoring.PendingAnswers.PendingAnswer;
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
