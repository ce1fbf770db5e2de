package io.redisstreams.outbox;

import io.agroal.api.AgroalDataSource;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.redisstreams.group.GroupSettings;
import io.redisstreams.group.Groups;
import io.redisstreams.postgres.Columns;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Removes a row once every group of its stream that wants its type has the event in its event log: until then the row
 * can replace a lost entry. Rows of a stream without groups are removed when the reconciler would have checked them.
 */
@ApplicationScoped
class OutboxCleaner {
    private static final Logger LOG = Logger.getLogger(OutboxCleaner.class);
    private static final int PAGE = 1000;

    /** With ARRAY, PostgreSQL looks the ids up once; IN leaves it to the planner, which may do so for each row. */
    private static final String DELETE_SEEN = """
            DELETE FROM outbox WHERE id = ANY (ARRAY(SELECT o.id FROM outbox o
                WHERE o.stream = ? AND o.published_at IS NOT NULL
                  AND (SELECT count(*) FROM event_log l JOIN unnest(?::text[], ?::text[]) AS reader (name, types)
                      ON l.group_name = reader.name
                      WHERE l.event_id = o.event_id AND coalesce(o.event_type ~ reader.types, true))
                    = (SELECT count(*) FROM unnest(?::text[]) AS types WHERE coalesce(o.event_type ~ types, true))
                LIMIT ?))""";

    private static final String DELETE_UNREAD = """
            DELETE FROM outbox WHERE id = ANY (ARRAY(SELECT o.id FROM outbox o
                WHERE o.stream <> ALL (?) AND o.published_at < clock_timestamp() - ? * interval '1 millisecond'
                LIMIT ?))""";

    private final AgroalDataSource database;
    private final Groups groups;
    private final OutboxConfig config;

    OutboxCleaner(AgroalDataSource database, Groups groups, OutboxConfig config) {
        this.database = database;
        this.groups = groups;
        this.config = config;
    }

    @Scheduled(
            identity = "outbox-cleaner",
            every = "${streams.outbox.clean-every:10S}",
            concurrentExecution = ConcurrentExecution.SKIP)
    void clean() throws SQLException {
        int deleted = runOnce();
        if (deleted > 0) {
            LOG.debugf("Removed %d rows of the outbox that every group has", deleted);
        }
    }

    /** Returns how many rows it removed. */
    int runOnce() throws SQLException {
        int deleted = 0;
        for (String stream : groups.streams()) {
            List<GroupSettings> readers = groups.ofStream(stream);
            deleted += repeat(DELETE_SEEN, delete -> {
                Columns<GroupSettings> columns = new Columns<>(delete, readers);
                delete.setString(1, stream);
                columns.set(2, "text", GroupSettings::name);
                columns.set(3, "text", group -> group.eventTypes().regex());
                columns.set(4, "text", group -> group.eventTypes().regex());
                delete.setInt(5, PAGE);
            });
        }
        return deleted
                + repeat(DELETE_UNREAD, delete -> {
                    delete.setArray(
                            1,
                            delete.getConnection()
                                    .createArrayOf("text", groups.streams().toArray()));
                    delete.setLong(2, config.reconcileAfter().toMillis());
                    delete.setInt(3, PAGE);
                });
    }

    private interface Binding {
        void bind(PreparedStatement statement) throws SQLException;
    }

    private int repeat(String sql, Binding binding) throws SQLException {
        int deleted = 0;
        int page;
        do {
            try (Connection connection = database.getConnection();
                    PreparedStatement delete = connection.prepareStatement(sql)) {
                binding.bind(delete);
                page = delete.executeUpdate();
            }
            deleted += page;
        } while (page == PAGE);
        return deleted;
    }
}
