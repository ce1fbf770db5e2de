package io.redisstreams.security;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;

/** Lets a publishing call in: its caller may publish there, and has not published more than its share. */
@ApplicationScoped
public class PublishPermit {
    private final Caller caller;
    private final Shares shares;

    PublishPermit(Caller caller, Shares shares) {
        this.caller = caller;
        this.shares = shares;
    }

    /**
     * For one event, by the calls of the stream's own feature.
     *
     * @throws NameForbiddenException when the caller may not publish there
     * @throws TooMuchException when the caller has published more than its share
     */
    public void requireFor(String stream) {
        caller.requirePublisherOf(stream);
        shares.publish(1);
    }

    /** The same for events of any type. */
    public void requireForCustom(Collection<String> streams, int events) {
        streams.forEach(caller::requireCustomPublisherOf);
        shares.publish(events);
    }
}
