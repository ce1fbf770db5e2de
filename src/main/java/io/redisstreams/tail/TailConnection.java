package io.redisstreams.tail;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.redisstreams.event.Json;
import io.redisstreams.http.SseEvents;
import io.redisstreams.redis.Entry;
import java.util.function.Function;

/** Sends the entries of a stream to an open connection, only those of one type if it asks for one. */
final class TailConnection implements TailListener {
    private final SseConnection connection;
    private final String eventType;
    private final Json json;
    private final Function<TailedEntry, String> writer;

    /** @param eventType null: all */
    TailConnection(SseConnection connection, String eventType, Json json, EntryViews views) {
        this.connection = connection;
        this.eventType = eventType;
        this.json = json;
        this.writer = tailed -> json.write(views.whole(tailed.entry(), tailed.cut()));
    }

    /** Not part of any resource's signature, so the native image would not know it. */
    @RegisterForReflection
    record Gap(String after) {}

    @Override
    public boolean entry(TailedEntry tailed) {
        Entry entry = tailed.entry();
        if (eventType == null || eventType.equals(entry.event().type())) {
            String text = tailed.text(writer);
            connection.send(SseEvents.of("entry", entry.messageId(), text), text.length());
        }
        return connection.hasRoom();
    }

    @Override
    public void gap(String afterId) {
        connection.send(SseEvents.of("gap", null, json.write(new Gap(afterId))), 0);
    }

    @Override
    public void overrun() {
        connection.drop();
    }
}
