package io.redisstreams.monitor.view;

import io.redisstreams.monitor.view.MonitoringResponses.GroupResponse;
import io.redisstreams.monitor.view.MonitoringViews.Past;
import io.redisstreams.security.Roles;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.jboss.resteasy.reactive.RestPath;

@Path("/api/monitoring/groups/{group}")
@RolesAllowed(Roles.READER)
@Blocking
class MonitoredGroupResource {
    private final Snapshots snapshots;
    private final MonitoringResponses answers;

    MonitoredGroupResource(Snapshots snapshots, MonitoringResponses answers) {
        this.snapshots = snapshots;
        this.answers = answers;
    }

    @GET
    public GroupResponse group(@RestPath String group) {
        return answers.group(snapshots.current(), group, Past.ALL);
    }
}
