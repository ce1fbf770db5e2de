package io.redisstreams.handler;

import io.redisstreams.group.GroupSettings;
import java.util.concurrent.CompletionStage;

/**
 * Has the events of some groups handled outside of this process, where the engine has no transaction to offer: it learns the
 * outcome later, and writes it then. The same event comes again when this process ends before that, so whoever handles it
 * must know its id.
 */
public interface RemoteHandler {
    /** Whether it handles the events of the group; else Java handlers do. */
    boolean handles(GroupSettings group);

    /** Delivers one event; returns at once. The stage always completes with an outcome, and within a bounded time. */
    CompletionStage<Outcome> deliver(GroupSettings group, Delivery<String> delivery);
}
