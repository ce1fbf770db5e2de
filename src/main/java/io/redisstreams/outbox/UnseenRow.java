package io.redisstreams.outbox;

import java.util.Set;

/**
 * A published row, and the groups that do not have its event in their event log.
 *
 * @param messageId the Redis id of its entry
 */
record UnseenRow(long id, String messageId, String eventType, Set<String> missingIn) {}
