package io.redisstreams.bench;

import java.sql.SQLException;

/** One connection of {@link SqlClients}, and what it does again and again. */
interface SqlClient extends AutoCloseable {
    void transact() throws SQLException;

    @Override
    void close() throws SQLException;
}
