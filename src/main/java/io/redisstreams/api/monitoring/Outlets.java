package io.redisstreams.api.monitoring;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.redisstreams.stream.MonitoringConfig;
import io.redisstreams.stream.TooManyListenersException;
import io.smallrye.mutiny.Multi;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.sse.OutboundSseEvent;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** All open connections to which events are sent. Bounded; kept alive; ended with the service. */
@ApplicationScoped
class Outlets {
    private final Set<Outlet> open = ConcurrentHashMap.newKeySet();
    private final int most;

    Outlets(MonitoringConfig config) {
        this.most = config.maxListeners();
    }

    /** @throws TooManyListenersException when there are as many as there may be */
    Outlet open() {
        if (open.size() >= most) {
            throw new TooManyListenersException("More than " + most
                    + " connections listen already (streams.monitoring.max-listeners); try again later");
        }
        Outlet outlet = new Outlet();
        open.add(outlet);
        return outlet;
    }

    void close(Outlet outlet) {
        open.remove(outlet);
    }

    /** @param closed is called once the connection has ended, however it did */
    Multi<OutboundSseEvent> events(Outlet outlet, Runnable closed) {
        return outlet.events(() -> {
            close(outlet);
            closed.run();
        });
    }

    int size() {
        return open.size();
    }

    @Scheduled(
            identity = "heartbeat",
            every = "${streams.monitoring.heartbeat:15S}",
            concurrentExecution = ConcurrentExecution.SKIP)
    void beat() {
        OutboundSseEvent comment = SseEvents.comment("heartbeat");
        open.forEach(outlet -> outlet.heartbeat(comment));
    }

    void stop(@Observes ShutdownEvent shutdown) {
        open.forEach(Outlet::drop);
    }
}
