package io.redisstreams.outbox;

import io.agroal.api.AgroalDataSource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.configuration.DurationConverter;
import io.redisstreams.event.Event;
import io.redisstreams.event.EventIds;
import io.redisstreams.event.Publication;
import io.redisstreams.group.GroupSettings;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/** The outbox in the hands of its tests. */
@ApplicationScoped
class OutboxRows {
    private final Outbox outbox;
    private final AgroalDataSource database;

    OutboxRows(Outbox outbox, AgroalDataSource database) {
        this.outbox = outbox;
        this.database = database;
    }

    /** A row as the tests look at it. */
    record Row(UUID eventId, Instant publishedAt, String messageId) {}

    static OutboxConfig config(Map<String, String> properties) {
        return new SmallRyeConfigBuilder()
                .withMapping(OutboxConfig.class)
                .withConverter(Duration.class, 200, new DurationConverter())
                .withSources(new PropertiesConfigSource(properties, "test", 1000))
                .build()
                .getConfigMapping(OutboxConfig.class);
    }

    static Publication event(GroupSettings group) {
        return event(group, Instant.now(), null);
    }

    static Publication event(GroupSettings group, Instant createdAt, Instant deliverAt) {
        Event event = new Event(EventIds.next(), "test.scripted", "{}", createdAt);
        return new Publication(group.stream(), event, deliverAt);
    }

    static Publication event(GroupSettings group, String key) {
        Publication event = event(group);
        return new Publication(event.stream(), event.event().withKey(key));
    }

    static UUID id(Publication publication) {
        return publication.event().id();
    }

    Receipt publish(Publication publication) {
        Appended appended = QuarkusTransaction.requiringNew().call(() -> outbox.append(publication));
        return appended.receipt().await().indefinitely();
    }

    /** Events that are in Redis when this returns. */
    List<UUID> publish(GroupSettings group, int count) {
        List<Publication> events =
                Stream.generate(() -> event(group)).limit(count).toList();
        List<Appended> appended = QuarkusTransaction.requiringNew().call(() -> outbox.appendAll(events));
        appended.forEach(one -> one.messageId().toCompletableFuture().join());
        return events.stream().map(OutboxRows::id).toList();
    }

    List<Row> of(GroupSettings group) {
        try (var connection = database.getConnection();
                var select = connection.prepareStatement(
                        "SELECT event_id, published_at, message_id FROM outbox WHERE stream = ? ORDER BY id")) {
            select.setString(1, group.stream());
            List<Row> found = new ArrayList<>();
            try (var rows = select.executeQuery()) {
                while (rows.next()) {
                    found.add(new Row(
                            rows.getObject(1, UUID.class),
                            rows.getTimestamp(2) == null
                                    ? null
                                    : rows.getTimestamp(2).toInstant(),
                            rows.getString(3)));
                }
            }
            return found;
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** How many rows of the stream the relay has not marked yet: it does so behind the answer. */
    long unmarked(GroupSettings group) {
        return of(group).stream().filter(row -> row.publishedAt() == null).count();
    }

    /** How many events wait for their time, on any stream. */
    int scheduled() {
        try (var connection = database.getConnection();
                var select = connection.prepareStatement(
                        "SELECT count(*) FROM outbox WHERE published_at IS NULL AND deliver_at > clock_timestamp()");
                var row = select.executeQuery()) {
            row.next();
            return row.getInt(1);
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
