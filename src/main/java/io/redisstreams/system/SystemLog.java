package io.redisstreams.system;

import static io.redisstreams.event.EventTypes.SYSTEM_ERROR;
import static io.redisstreams.event.EventTypes.SYSTEM_INFO;
import static io.redisstreams.event.EventTypes.SYSTEM_LOGS;

import io.redisstreams.event.Event;
import io.redisstreams.event.EventIds;
import io.redisstreams.event.Json;
import io.redisstreams.event.Publication;
import io.redisstreams.outbox.Publishing;
import io.redisstreams.outbox.Receipt;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;

/** Publishes the logs of other systems: errors as {@code system.error}, all others as {@code system.info}. */
@ApplicationScoped
public class SystemLog {
    private final Publishing publishing;
    private final Json json;
    private final Clock clock;

    SystemLog(Publishing publishing, Json json, Clock clock) {
        this.publishing = publishing;
        this.json = json;
        this.clock = clock;
    }

    /**
     * Fails like {@link Publishing#publish}.
     *
     * @param callId under which the caller may repeat the call; or null
     */
    public Uni<Receipt> report(SystemEvent report, String callId) {
        String type = report.level() == LogLevel.ERROR ? SYSTEM_ERROR : SYSTEM_INFO;
        Event event = new Event(EventIds.of(SYSTEM_LOGS, callId), type, json.write(report), clock.instant());
        return publishing.publish(new Publication(SYSTEM_LOGS, event).repeatable(callId));
    }
}
