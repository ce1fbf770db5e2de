package io.redisstreams.replay;

import java.time.Instant;
import java.util.Locale;
import java.util.UUID;

record ReplayView(
        UUID id,
        String stream,
        String group,
        String source,
        String from,
        String to,
        boolean forced,
        String status,
        long handled,
        long skipped,
        long failed,
        String lastError,
        Instant createdAt,
        Instant finishedAt) {
    static ReplayView of(Replay replay) {
        return new ReplayView(
                replay.id(),
                replay.stream(),
                replay.group(),
                replay.source().word(),
                replay.from(),
                replay.to(),
                replay.forced(),
                replay.state().name().toLowerCase(Locale.ROOT),
                replay.handled(),
                replay.skipped(),
                replay.failed(),
                replay.lastError(),
                replay.createdAt(),
                replay.finishedAt());
    }
}
