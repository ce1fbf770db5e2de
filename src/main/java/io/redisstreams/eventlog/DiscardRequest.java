package io.redisstreams.eventlog;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

record DiscardRequest(@NotBlank @Size(max = MAX_REASON) String reason) {
    static final int MAX_REASON = 1000;
}
