package io.redisstreams.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.redisstreams.consume.EngineTest;
import io.redisstreams.consume.TestEngine;
import io.redisstreams.event.EventIds;
import io.redisstreams.group.GroupSettings;
import io.redisstreams.outbox.OutboxRows.Row;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
class OutboxCleanerTest extends EngineTest {
    @Inject
    AgroalDataSource database;

    @Inject
    OutboxRows rows;

    @Test
    void aRowStaysUntilEveryGroupHasItsEvent() throws SQLException {
        GroupSettings first = engine.group("first");
        GroupSettings second = engine.group("second", "stream=" + first.stream());
        UUID seen = published(first, "1 second");
        logged(seen, first, "processed");
        logged(seen, second, "dead");
        UUID seenByOne = published(first, "1 second");
        logged(seenByOne, first, "processed");
        UUID unseen = published(first, "1 second");
        UUID retrying = published(first, "1 second");
        logged(retrying, first, "retrying");
        logged(retrying, second, "retrying");

        assertThat(cleaner(first, second).runOnce()).isEqualTo(2);

        assertThat(rows.of(first)).extracting(Row::eventId).containsExactly(seenByOne, unseen);
    }

    /** A group has no rows of types that it does not want, and may have some of a time when it did. */
    @Test
    void aRowStaysOnlyForGroupsThatWantItsType() throws SQLException {
        GroupSettings all = engine.group("all");
        GroupSettings none = engine.group("none", "stream=" + all.stream(), "event-types=order.*,user.created");
        GroupSettings some = engine.group("some", "stream=" + all.stream(), "event-types=order.*,t");
        UUID seen = published(all, "1 second");
        logged(seen, all, "processed");
        logged(seen, some, "processed");
        UUID seenByOthers = published(all, "1 second");
        logged(seenByOthers, none, "processed");
        logged(seenByOthers, some, "processed");

        assertThat(cleaner(all, none, some).runOnce()).isEqualTo(1);

        assertThat(rows.of(all)).extracting(Row::eventId).containsExactly(seenByOthers);
    }

    /** Also while the planner believes that the table is as small as it was a moment ago. */
    @Test
    void moreThanAPageIsRemoved() throws SQLException {
        GroupSettings group = engine.group("pages");
        engine.update("ANALYZE outbox");
        engine.update(
                "INSERT INTO outbox (event_id, stream, event_type, payload, created_at, published_at, message_id)"
                        + " SELECT gen_random_uuid(), ?, 't', '1', now(), now(), '1-0' FROM generate_series(1, 2100)",
                group.stream());
        engine.update(
                "INSERT INTO event_log (event_id, stream, message_id, event_type, payload, group_name, consumer, status,"
                        + " attempts, published_at) SELECT event_id, stream, message_id, event_type, '1', ?, 'c',"
                        + " 'processed', 1, now() FROM outbox WHERE stream = ?",
                group.name(),
                group.stream());
        assertThat(cleaner(group).runOnce()).isEqualTo(2100);
    }

    @Test
    void whatIsNotPublishedStays() throws SQLException {
        GroupSettings group = engine.group("scheduled");
        UUID scheduled = EventIds.next();
        engine.update(
                "INSERT INTO outbox (event_id, stream, event_type, payload, created_at, deliver_at)"
                        + " VALUES (?, ?, 't', '1', now() - interval '9 days', now() + interval '9 days')",
                scheduled,
                group.stream());
        // The event was published before, by another way.
        logged(scheduled, group, "processed");

        cleaner(group).runOnce();
        cleaner().runOnce();

        assertThat(rows.of(group)).extracting(Row::eventId).containsExactly(scheduled);
    }

    @Test
    void whatNoGroupReadsGoesInTime() throws SQLException {
        GroupSettings unread = engine.group("unread");
        published(unread, "2 hours");
        UUID young = published(unread, "1 second");

        cleaner().runOnce();

        assertThat(rows.of(unread)).extracting(Row::eventId).containsExactly(young);
    }

    private OutboxCleaner cleaner(GroupSettings... groups) {
        return new OutboxCleaner(
                database, TestEngine.groups(groups), OutboxRows.config(Map.of("streams.outbox.reconcile-after", "1H")));
    }

    private UUID published(GroupSettings group, String ago) {
        UUID id = EventIds.next();
        engine.update(
                "INSERT INTO outbox (event_id, stream, event_type, payload, created_at, published_at, message_id)"
                        + " VALUES (?, ?, 't', '1', now(), now() - ?::interval, '1-0')",
                id,
                group.stream(),
                ago);
        return id;
    }

    private void logged(UUID id, GroupSettings group, String status) {
        engine.update(
                "INSERT INTO event_log (event_id, stream, message_id, event_type, payload, group_name, consumer, status,"
                        + " attempts, published_at) VALUES (?, ?, '1-0', 't', '1', ?, 'c', ?, 1, now())",
                id,
                group.stream(),
                group.name(),
                status);
    }
}
