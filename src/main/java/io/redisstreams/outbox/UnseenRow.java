package io.redisstreams.outbox;

import java.util.Set;

/** A published row, and the groups that do not have its event in their event log. */
record UnseenRow(OutboxRow row, Set<String> missingIn) {}
