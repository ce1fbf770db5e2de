package io.redisstreams.user;

import io.quarkus.arc.lookup.LookupIfProperty;
import io.redisstreams.event.EventTypes;
import io.redisstreams.event.LogLine;
import io.redisstreams.handler.Delivery;
import io.redisstreams.handler.EventHandler;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;

@ApplicationScoped
@LookupIfProperty(name = "streams.features.users", stringValue = "true", lookupIfMissing = true)
class LogUserDeleted implements EventHandler<UserDeleted> {
    private static final Logger LOG = Logger.getLogger(LogUserDeleted.class);

    @Override
    public String eventType() {
        return EventTypes.USER_DELETED;
    }

    @Override
    public Class<UserDeleted> payloadType() {
        return UserDeleted.class;
    }

    @Override
    public void handle(Delivery<UserDeleted> delivery) {
        UserDeleted user = delivery.payload();
        LOG.info(LogLine.of(delivery.event(), line -> {
            line.put("userId", user.userId().toString());
            line.put("username", user.username());
        }));
    }
}
