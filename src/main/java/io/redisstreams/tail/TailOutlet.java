package io.redisstreams.tail;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.redisstreams.event.Json;
import io.redisstreams.http.SseEvents;
import io.redisstreams.redis.Entry;
import java.util.function.Function;

/** Sends the entries of a stream to an open connection, those of one type when it asks for one. */
final class TailOutlet implements TailListener {
    private final Outlet outlet;
    private final String eventType;
    private final Json json;
    private final Function<TailedEntry, String> writer;

    /** @param eventType null: all */
    TailOutlet(Outlet outlet, String eventType, Json json, EntryViews views) {
        this.outlet = outlet;
        this.eventType = eventType;
        this.json = json;
        this.writer = tailed -> json.write(views.whole(tailed.entry(), tailed.cut()));
    }

    /** Written by hand, so the native image must be told of it. */
    @RegisterForReflection
    record Gap(String after) {}

    @Override
    public boolean entry(TailedEntry tailed) {
        Entry entry = tailed.entry();
        if (eventType == null || eventType.equals(entry.event().type())) {
            String text = tailed.text(writer);
            outlet.send(SseEvents.of("entry", entry.messageId(), text), text.length());
        }
        return outlet.hasRoom();
    }

    @Override
    public void gap(String afterId) {
        outlet.send(SseEvents.of("gap", null, json.write(new Gap(afterId))), 0);
    }

    @Override
    public void overrun() {
        outlet.drop();
    }
}
