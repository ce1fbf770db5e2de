package io.redisstreams.eventlog;

import io.redisstreams.eventlog.DeadLettersResource.DiscardRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/** Which dead letters to drop, and why. */
record DiscardSelection(
        @NotBlank @Size(max = DiscardRequest.MAX_REASON) String reason,
        @NotNull @Valid DeadLetterSelection which) {}
