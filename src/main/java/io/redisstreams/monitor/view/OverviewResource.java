package io.redisstreams.monitor.view;

import io.redisstreams.monitor.view.MonitoringAnswers.Detail;
import io.redisstreams.monitor.view.MonitoringAnswers.StreamsAnswer;
import io.redisstreams.monitor.view.MonitoringViews.Past;
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
