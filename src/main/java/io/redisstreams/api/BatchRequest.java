package io.redisstreams.api;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

record BatchRequest(@NotNull @Size(min = 1, max = 1000) List<@NotNull @Valid CustomEventRequest> events) {
    /** Index of the first event whose id an earlier one has; -1 when there is none. */
    int repeatedId() {
        Set<UUID> seen = new HashSet<>();
        for (int i = 0; i < events.size(); i++) {
            UUID id = events.get(i).id();
            if (id != null && !seen.add(id)) {
                return i;
            }
        }
        return -1;
    }
}
