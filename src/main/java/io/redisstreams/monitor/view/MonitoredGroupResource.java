package io.redisstreams.monitor.view;

import io.redisstreams.monitor.view.MonitoringAnswers.GroupAnswer;
import io.redisstreams.monitor.view.MonitoringViews.Past;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.jboss.resteasy.reactive.RestPath;

@Path("/api/monitoring/groups/{group}")
@Blocking
class MonitoredGroupResource {
    private final Situations situations;
    private final MonitoringAnswers answers;

    MonitoredGroupResource(Situations situations, MonitoringAnswers answers) {
        this.situations = situations;
        this.answers = answers;
    }

    @GET
    public GroupAnswer group(@RestPath String group) {
        return answers.group(situations.current(), group, Past.ALL);
    }
}
