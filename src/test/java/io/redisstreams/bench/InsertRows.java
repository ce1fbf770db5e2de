package io.redisstreams.bench;

import io.redisstreams.event.EventIds;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.stream.Stream;

/** Inserts event-log rows, 200 by one statement that commits by itself. */
final class InsertRows implements SqlClient {
    static final int ROWS = 200;

    private static final String INSERT = """
            INSERT INTO bench_log (event_id, stream, message_id, event_type, payload, group_name, consumer, status,
                attempts, published_at, processed_at)
            SELECT e.event_id, 'chat:messages', e.message_id, 'message.sent', e.payload, 'chat-processing-group',
                'bench', 'processed', 1, now(), now()
            FROM unnest(?::uuid[], ?::text[], ?::jsonb[]) AS e (event_id, message_id, payload)""";

    private final Connection connection;
    private final PreparedStatement insert;

    InsertRows(Connection connection) throws SQLException {
        this.connection = connection;
        this.insert = connection.prepareStatement(INSERT);
        insert.setArray(2, connection.createArrayOf("text", fill("1700000000000-0")));
        insert.setArray(3, connection.createArrayOf("jsonb", fill(Chat.PAYLOAD)));
    }

    @Override
    public void transact() throws SQLException {
        insert.setArray(
                1,
                connection.createArrayOf(
                        "uuid", Stream.generate(EventIds::next).limit(ROWS).toArray()));
        insert.executeUpdate();
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }

    private static Object[] fill(String value) {
        return Stream.generate(() -> value).limit(ROWS).toArray();
    }
}
