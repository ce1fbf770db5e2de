package io.redisstreams.system;

import io.quarkus.arc.lookup.LookupIfProperty;
import io.redisstreams.event.EventTypes;
import io.redisstreams.handler.Delivery;
import io.redisstreams.handler.EventHandler;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;

@ApplicationScoped
@LookupIfProperty(name = "streams.features.logs", stringValue = "true", lookupIfMissing = true)
class LogSystemError implements EventHandler<SystemEvent> {
    private static final Logger LOG = Logger.getLogger(LogSystemError.class);

    @Override
    public String eventType() {
        return EventTypes.SYSTEM_ERROR;
    }

    @Override
    public Class<SystemEvent> payloadType() {
        return SystemEvent.class;
    }

    @Override
    public void handle(Delivery<SystemEvent> delivery) {
        LOG.error(SystemEvent.line(delivery));
    }
}
