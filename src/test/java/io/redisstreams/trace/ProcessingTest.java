package io.redisstreams.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.redisstreams.event.Event;
import io.redisstreams.event.EventIds;
import io.redisstreams.event.Publication;
import io.redisstreams.eventlog.EventLogEntry;
import io.redisstreams.outbox.Publishing;
import io.redisstreams.outbox.Receipt;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ProcessingTest {
    @Inject
    Publishing publishing;

    @Test
    void aDirectEventEndsInTheEventLog() {
        Receipt receipt = publish("system:logs", "custom.type", "{\"a\":1}");
        assertThat(receipt.messageId()).isNotNull();
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(rows(receipt.eventId()))
                        .singleElement()
                        .satisfies(row -> {
                            assertThat(row.status).isEqualTo("unhandled");
                            assertThat(row.messageId).isEqualTo(receipt.messageId());
                        }));
    }

    @Test
    void anOutboxEventEndsInTheEventLog() {
        Receipt receipt = publish("task:queue", "custom.type", "{\"a\":1}");
        assertThat(receipt.messageId()).isNotNull();
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(rows(receipt.eventId())).hasSize(1));
    }

    private Receipt publish(String stream, String type, String payload) {
        return publishing
                .publish(new Publication(stream, new Event(EventIds.next(), type, payload, Instant.now())))
                .await()
                .atMost(Duration.ofSeconds(5));
    }

    private static List<EventLogEntry> rows(UUID eventId) {
        return QuarkusTransaction.requiringNew().call(() -> EventLogEntry.ofEvent(eventId));
    }
}
