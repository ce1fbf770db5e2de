package io.redisstreams.outbox;

import static java.util.stream.Collectors.partitioningBy;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.redisstreams.publish.EventPublisher;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Publishes rows right after their commit, and marks them a moment later, many by one statement: callers wait for the
 * publication and not for the mark. A row after an unmarked earlier row of its key is left to the followers, so that the
 * order of the stream is the order of the commits. It holds nothing that is not in the table: the sweep finds there what
 * the relay cannot publish, or leaves behind when it dies. A crash between XADD and the mark publishes the event twice,
 * under the same id.
 */
@ApplicationScoped
class OutboxRelay {
    private static final int CAPACITY = 10_000;

    private final OutboxStore store;
    private final EventPublisher publisher;
    private final Followers followers;
    private final long answerMillis;
    private final BatchQueue<OutboxRow> toMark = new BatchQueue<>("outbox-marks", 1000, CAPACITY, this::mark);

    OutboxRelay(OutboxStore store, EventPublisher publisher, Followers followers, OutboxConfig config) {
        this.store = store;
        this.publisher = publisher;
        this.followers = followers;
        this.answerMillis = config.answerTimeout().toMillis();
    }

    /** Returns at once; Redis's answer arrives in another thread. */
    void publish(List<PendingPublication> rows) {
        rows.forEach(row -> row.messageId().completeOnTimeout(null, answerMillis, TimeUnit.MILLISECONDS));
        Map<Boolean, List<PendingPublication>> byHeld = rows.stream().collect(partitioningBy(PendingPublication::held));
        publishNow(byHeld.get(true));
        followers.add(byHeld.get(false));
    }

    private void publishNow(List<PendingPublication> rows) {
        if (!rows.isEmpty()) {
            publisher
                    .publishEach(
                            rows.stream().map(row -> row.row().publication()).toList())
                    .subscribe()
                    .with(messageIds -> published(rows, messageIds));
        }
    }

    private void published(List<PendingPublication> rows, List<String> messageIds) {
        for (int i = 0; i < rows.size(); i++) {
            String messageId = messageIds.get(i);
            rows.get(i).messageId().complete(messageId);
            if (messageId != null) {
                toMark.offer(rows.get(i).row().published(messageId));
            }
        }
    }

    private void mark(List<OutboxRow> published) {
        QuarkusTransaction.requiringNew().call(() -> {
            store.markPublished(published);
            return null;
        });
    }

    @PreDestroy
    void stop() {
        toMark.close();
    }
}
