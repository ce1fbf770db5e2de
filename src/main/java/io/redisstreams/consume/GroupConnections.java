package io.redisstreams.consume;

import io.redisstreams.group.GroupSettings;
import io.redisstreams.group.Groups;
import io.redisstreams.process.MonitoringConfig;
import io.redisstreams.redis.ConsumerConnections;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/**
 * Counts the connections that the loops and tails of this instance need at most at once, so that none waits for
 * another's.
 */
@ApplicationScoped
class GroupConnections implements ConsumerConnections {
    /** A reader waits for new entries, or reads ahead while its acknowledgement is on its way. */
    private static final int PER_READER = 2;

    /** A reclaimer claims, or acknowledges. */
    private static final int PER_RECLAIMER = 2;

    /** The renewal of leases, the watch, a command, and actions of an operator: a pause of a group, a replay. */
    private static final int OTHERS = 8;

    /** Enough for 100 groups of 64 consumers. */
    private static final int DEFINED_LATER = 100 * (PER_READER * 64 + PER_RECLAIMER);

    private final Groups groups;
    private final MonitoringConfig monitoring;

    GroupConnections(Groups groups, MonitoringConfig monitoring) {
        this.groups = groups;
        this.monitoring = monitoring;
    }

    /** A group may be defined at any time, and connections are opened when they are needed. */
    @Override
    public int most() {
        return most(groups.worked(), monitoring.maxTails()) + DEFINED_LATER;
    }

    static int most(List<GroupSettings> worked, int tails) {
        int loops = worked.stream()
                .mapToInt(group -> PER_READER * group.concurrency() + PER_RECLAIMER)
                .sum();
        return loops + tails + OTHERS;
    }
}
