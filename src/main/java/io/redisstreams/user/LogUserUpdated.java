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
class LogUserUpdated implements EventHandler<UserUpdated> {
    private static final Logger LOG = Logger.getLogger(LogUserUpdated.class);

    @Override
    public String eventType() {
        return EventTypes.USER_UPDATED;
    }

    @Override
    public Class<UserUpdated> payloadType() {
        return UserUpdated.class;
    }

    @Override
    public void handle(Delivery<UserUpdated> delivery) {
        UserUpdated user = delivery.payload();
        LOG.info(LogLine.of(delivery.event(), line -> {
            line.put("userId", user.userId().toString());
            user.changes().keySet().forEach(line.putArray("changed")::add);
        }));
    }
}
