package io.redisstreams.outbox;

/** A row whose entry the group will not get any more. */
record LostRow(UnseenRow row, String group) {}
