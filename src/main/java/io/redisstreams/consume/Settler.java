package io.redisstreams.consume;

import io.redisstreams.consume.Deliveries.Delivered;
import io.redisstreams.group.GroupSettings;
import io.redisstreams.process.Stop;
import java.util.List;

/**
 * Writes the outcomes of deliveries when they arrive, and acknowledges their entries. It retries a failed write, so an
 * outage of PostgreSQL causes no second delivery. At the stop it continues until no delivery is under way.
 */
final class Settler implements Loop.Turn {
    private final GroupSettings group;
    private final String instance;
    private final Deliveries deliveries;
    private final OutcomeStore store;
    private final GroupStream stream;
    private final Stop stop;
    private final Stop ended;
    private List<Delivered> atHand = List.of();

    /** @param ended is requested when nothing is left to do after the stop */
    Settler(
            GroupSettings group,
            String instance,
            Deliveries deliveries,
            OutcomeStore store,
            GroupStream stream,
            Stop stop,
            Stop ended) {
        this.group = group;
        this.instance = instance;
        this.deliveries = deliveries;
        this.store = store;
        this.stream = stream;
        this.stop = stop;
        this.ended = ended;
    }

    @Override
    public void take() {
        if (atHand.isEmpty()) {
            atHand = deliveries.outcomes();
        }
        if (!atHand.isEmpty()) {
            store.write(group, instance, atHand, ended);
            stream.acknowledge(
                    group,
                    atHand.stream()
                            .filter(one -> one.due() == null)
                            .map(one -> one.call().entry().messageId())
                            .toList());
            List<Delivered> written = atHand;
            atHand = List.of();
            deliveries.settled(written);
        } else if (stop.requested() && deliveries.isIdle()) {
            ended.request();
        }
    }
}
