package io.redisstreams.custom;

import io.redisstreams.event.Publication;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

record BatchRequest(@NotNull @Size(min = 1, max = 1000) List<@NotNull @Valid CustomEventRequest> events) {
    /** Index of the first event whose id an earlier one has; -1 when there is none. */
    int repeatedId() {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < events.size(); i++) {
            String id = events.get(i).id();
            if (id != null && !seen.add(id.toLowerCase(Locale.ROOT))) {
                return i;
            }
        }
        return -1;
    }

    /** @param callId of the whole batch: an event without an id of its own gets one of this and of its place; or null */
    List<Publication> publications(Instant now, String callId) {
        List<Publication> publications = new ArrayList<>(events.size());
        for (CustomEventRequest event : events) {
            String derived = callId == null ? null : callId + '/' + publications.size();
            publications.add(event.publication(now, event.id() == null ? derived : event.id()));
        }
        return publications;
    }
}
