package io.redisstreams.http;

import jakarta.ws.rs.sse.OutboundSseEvent;
import org.jboss.resteasy.reactive.server.jaxrs.OutboundSseEventImpl;

/** Server-Sent Events whose data is already JSON text. */
public final class SseEvents {
    private static final long RECONNECT_MILLIS = 2000;

    private SseEvents() {}

    public static OutboundSseEvent of(String name, String id, String json) {
        var event = new OutboundSseEventImpl.BuilderImpl().name(name).data(String.class, json);
        return id == null ? event.build() : event.id(id).build();
    }

    public static OutboundSseEvent comment(String text) {
        return new OutboundSseEventImpl.BuilderImpl().comment(text).build();
    }

    /** The first event of a connection: sets when a client reconnects after it lost the connection. */
    public static OutboundSseEvent welcome() {
        return new OutboundSseEventImpl.BuilderImpl()
                .comment("welcome")
                .reconnectDelay(RECONNECT_MILLIS)
                .build();
    }
}
