package io.redisstreams.outbox;

/** A row whose entry the group can no longer get. */
record LostRow(UnseenRow row, String group) {}
