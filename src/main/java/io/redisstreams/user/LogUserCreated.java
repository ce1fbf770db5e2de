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
class LogUserCreated implements EventHandler<UserCreated> {
    private static final Logger LOG = Logger.getLogger(LogUserCreated.class);

    @Override
    public String eventType() {
        return EventTypes.USER_CREATED;
    }

    @Override
    public Class<UserCreated> payloadType() {
        return UserCreated.class;
    }

    @Override
    public void handle(Delivery<UserCreated> delivery) {
        UserCreated user = delivery.payload();
        LOG.info(LogLine.of(delivery.event(), line -> {
            line.put("userId", user.userId().toString());
            line.put("username", user.username());
        }));
    }
}
