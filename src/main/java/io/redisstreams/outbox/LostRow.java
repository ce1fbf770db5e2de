package io.redisstreams.outbox;

/** A row whose entry the group will not get any more. */
record LostRow(OutboxRow row, String group) {}
