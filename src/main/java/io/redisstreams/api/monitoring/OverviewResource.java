package io.redisstreams.api.monitoring;

import io.redisstreams.api.monitoring.MonitoringAnswers.Detail;
import io.redisstreams.api.monitoring.MonitoringAnswers.StreamsAnswer;
import io.redisstreams.api.monitoring.MonitoringViews.Past;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

@Path("/api/monitoring/overview")
@Blocking
class OverviewResource {
    private final Situations situations;
    private final MonitoringAnswers answers;

    OverviewResource(Situations situations, MonitoringAnswers answers) {
        this.situations = situations;
        this.answers = answers;
    }

    @GET
    public StreamsAnswer overview() {
        return answers.streams(situations.current(), Detail.CARD, Past.MINUTE);
    }
}
