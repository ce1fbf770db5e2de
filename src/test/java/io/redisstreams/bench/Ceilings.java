package io.redisstreams.bench;

import io.redisstreams.event.EventIds;
import java.io.IOException;
import java.sql.SQLException;

/** What the servers of this machine do without the service, for clients that do nothing else. */
record Ceilings(BenchServers servers, double scale) {
    static final int CLIENTS = 32;

    private static final String STREAM = "bench:ceiling";

    /** XADD a second, by 32 connections, so many commands in a pipeline. */
    double xadd(int depth) throws IOException {
        byte[] command = XaddExchange.command(STREAM, EventIds.next().toString(), Chat.TYPE, Chat.PAYLOAD);
        Load load = new Load(servers.redisAddress(), CLIENTS, depth, () -> new XaddExchange(depth, () -> command));
        load.warmUp(3);
        double rate = load.perSecond(8 * scale);
        try (Redis redis = servers.redis()) {
            redis.call("DEL", STREAM);
        }
        return rate;
    }

    /** Rows of the event log a second, by 2 clients, 200 rows to a statement and transaction. */
    double eventLogRows() throws SQLException {
        servers.sql("CREATE TABLE bench_log (LIKE event_log INCLUDING ALL)");
        double rate = new SqlClients(2, () -> new InsertRows(servers.postgres())).perSecond(10 * scale);
        servers.sql("DROP TABLE bench_log");
        return rate * InsertRows.ROWS;
    }

    /** Transactions a second that insert a user and its outbox row, by 32 clients. */
    double userTransactions() throws SQLException {
        double rate = new SqlClients(CLIENTS, () -> new InsertUser(servers.postgres())).perSecond(8 * scale);
        servers.sql("TRUNCATE users, outbox");
        return rate;
    }
}
