package io.redisstreams.custom;

import io.redisstreams.outbox.Receipt;
import java.util.List;
import java.util.UUID;

/** @param messageIds in the order of the events; null for those that are not in Redis yet */
record BatchResponse(int count, List<UUID> eventIds, List<String> messageIds) {
    static BatchResponse of(List<Receipt> receipts) {
        return new BatchResponse(
                receipts.size(),
                receipts.stream().map(Receipt::eventId).toList(),
                // Collectors and Stream.toList differ: only the latter takes null.
                receipts.stream().map(Receipt::messageId).toList());
    }
}
