package io.redisstreams.consume;

import io.redisstreams.group.GroupSettings;
import io.redisstreams.handler.HandlerCall;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/** Warns once about each event type without a handler: such a type may be misspelt. */
@ApplicationScoped
class UnhandledTypes {
    private static final Logger LOG = Logger.getLogger(UnhandledTypes.class);

    /** Publishers choose the types. */
    private static final int MOST = 500;

    private final Set<String> warned = ConcurrentHashMap.newKeySet();

    /** @param logged events of which the group has committed its rows */
    void warn(GroupSettings group, List<HandlerCall> logged) {
        for (HandlerCall call : logged) {
            if (call.isUnhandled(group) && warned.size() < MOST && warned.add(group.name() + ' ' + type(call))) {
                LOG.warnf(
                        "%s has no handler for '%s'. Such events are logged as unhandled, and can be redriven when there is"
                                + " one; a group that only records says so: streams.groups.\"%s\".records-only=true",
                        group.name(), type(call), group.name());
            }
        }
    }

    private static String type(HandlerCall call) {
        return call.entry().event().type();
    }
}
