package io.redisstreams.api.monitoring;

import io.redisstreams.api.monitoring.MonitoringAnswers.GroupAnswer;
import io.redisstreams.api.monitoring.MonitoringViews.Past;
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
