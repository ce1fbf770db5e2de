package io.redisstreams.bench;

import io.redisstreams.event.EventIds;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.UUID;

/** Inserts a user and its event's outbox row, in one transaction. */
final class InsertUser implements SqlClient {
    private static final String USER = """
            INSERT INTO users (id, username, email, status, created_at, updated_at)
            VALUES (?, ?, ?, 'active', now(), now())""";
    private static final String OUTBOX = """
            INSERT INTO outbox (event_id, stream, event_type, payload, created_at)
            VALUES (?, 'user:events', 'user.created', ?, now())""";

    private final Connection connection;
    private final PreparedStatement user;
    private final PreparedStatement outbox;

    InsertUser(Connection connection) throws SQLException {
        this.connection = connection;
        connection.setAutoCommit(false);
        user = connection.prepareStatement(USER);
        outbox = connection.prepareStatement(OUTBOX);
    }

    @Override
    public void transact() throws SQLException {
        UUID id = EventIds.next();
        user.setObject(1, id);
        user.setString(2, "user-" + id);
        user.setString(3, id + "@example.org");
        user.executeUpdate();
        outbox.setObject(1, EventIds.next());
        outbox.setString(
                2,
                "{\"userId\":\"" + id + "\",\"username\":\"user-" + id + "\",\"email\":\"" + id
                        + "@example.org\",\"status\":\"active\"}");
        outbox.executeUpdate();
        connection.commit();
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
