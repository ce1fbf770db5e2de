package io.redisstreams.cli.load;

import java.util.UUID;

/** An event that was published. */
record Sent(UUID id, Kind kind) {}
