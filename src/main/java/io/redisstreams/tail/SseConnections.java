package io.redisstreams.tail;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.redisstreams.fault.TooManyListenersException;
import io.redisstreams.http.SseEvents;
import io.redisstreams.process.MonitoringConfig;
import io.redisstreams.security.Caller;
import io.smallrye.mutiny.Multi;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.sse.OutboundSseEvent;
import java.util.Collections;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** All open connections of event streams. Bounded; kept alive; closed when the service stops. */
@ApplicationScoped
public class SseConnections {
    /** Each with the name of its caller, or where callers have none, with the address. */
    private final Map<SseConnection, String> open = new ConcurrentHashMap<>();

    private final int most;
    private final int mostOfClient;
    private final Caller caller;

    SseConnections(MonitoringConfig config, Caller caller) {
        this.caller = caller;
        this.most = config.maxListeners();
        this.mostOfClient = config.maxListenersPerClient();
    }

    /** @throws TooManyListenersException when all clients together, or this one, have reached their limit */
    public SseConnection open(HttpServerRequest call) {
        if (open.size() >= most) {
            throw new TooManyListenersException("More than " + most
                    + " connections listen already (streams.monitoring.max-listeners); try again later");
        }
        String name = caller.knownName();
        String client =
                name != null ? name : String.valueOf(call.remoteAddress().hostAddress());
        if (Collections.frequency(open.values(), client) >= mostOfClient) {
            throw new TooManyListenersException(
                    "More than " + mostOfClient + " connections of this client listen already"
                            + " (streams.monitoring.max-listeners-per-client); close some");
        }
        SseConnection connection = new SseConnection();
        open.put(connection, client);
        return connection;
    }

    public void close(SseConnection connection) {
        open.remove(connection);
    }

    /** @param closed is called once when the connection has ended for any reason */
    public Multi<OutboundSseEvent> events(SseConnection connection, Runnable closed) {
        return connection.events(() -> {
            close(connection);
            closed.run();
        });
    }

    public int size() {
        return open.size();
    }

    @Scheduled(
            identity = "heartbeat",
            every = "${streams.monitoring.heartbeat:15S}",
            concurrentExecution = ConcurrentExecution.SKIP)
    void beat() {
        OutboundSseEvent comment = SseEvents.comment("heartbeat");
        open.keySet().forEach(connection -> connection.heartbeat(comment));
    }

    void stop(@Observes ShutdownEvent shutdown) {
        open.keySet().forEach(SseConnection::drop);
    }
}
