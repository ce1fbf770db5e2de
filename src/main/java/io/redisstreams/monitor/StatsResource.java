package io.redisstreams.monitor;

import io.redisstreams.eventlog.EventLogCounts;
import io.redisstreams.eventlog.EventLogCounts.TypeCount;
import io.redisstreams.fault.RedisFaultException;
import io.redisstreams.group.Groups;
import io.redisstreams.group.Status;
import io.redisstreams.redis.StreamInfo;
import io.redisstreams.redis.StreamState;
import io.redisstreams.security.Roles;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.List;

@Path("/api/events/stats")
@RolesAllowed(Roles.READER)
@Blocking
class StatsResource {
    private final EventLogCounts log;
    private final OutboxBacklog outbox;
    private final StreamInfo redis;
    private final Groups groups;

    StatsResource(EventLogCounts log, OutboxBacklog outbox, StreamInfo redis, Groups groups) {
        this.log = log;
        this.outbox = outbox;
        this.redis = redis;
        this.groups = groups;
    }

    @GET
    public Uni<StatsResponse> stats() {
        EventLogCounts.Counts counts = log.count();
        long inDatabase = counts.of(Status.RETRYING) + outbox.count();
        return redis.read(groups.streams())
                .onFailure(RedisFaultException.class)
                .recoverWithNull()
                .map(streams -> new StatsResponse(new StatsResponse.Stats(
                        counts.total(),
                        counts.of(Status.PROCESSED),
                        counts.of(Status.UNHANDLED),
                        inDatabase + waiting(streams),
                        counts.of(Status.RETRYING) + counts.of(Status.DEAD),
                        counts.byType(),
                        streams)));
    }

    private static long waiting(List<StreamState> streams) {
        return streams == null
                ? 0
                : streams.stream().mapToLong(StreamState::waiting).sum();
    }

    record StatsResponse(Stats stats) {
        /**
         * @param unhandled events whose type has no handler in their group
         * @param pending events that wait: in Redis for their groups, in the event log for a retry, in the outbox for
         *     Redis
         * @param streams null when Redis is away; {@code pending} then has only PostgreSQL's part
         */
        record Stats(
                long total,
                long processed,
                long unhandled,
                long pending,
                long errors,
                List<TypeCount> eventTypes,
                List<StreamState> streams) {}
    }
}
