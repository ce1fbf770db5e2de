package io.redisstreams.monitor.view;

import io.redisstreams.monitor.view.MonitoringResponses.Detail;
import io.redisstreams.monitor.view.MonitoringResponses.StreamsResponse;
import io.redisstreams.monitor.view.MonitoringViews.Past;
import io.redisstreams.security.Roles;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

@Path("/api/monitoring/overview")
@RolesAllowed(Roles.READER)
@Blocking
class OverviewResource {
    private final Snapshots snapshots;
    private final MonitoringResponses answers;

    OverviewResource(Snapshots snapshots, MonitoringResponses answers) {
        this.snapshots = snapshots;
        this.answers = answers;
    }

    @GET
    public StreamsResponse overview() {
        return answers.streams(snapshots.current(), Detail.CARD, Past.MINUTE);
    }
}
