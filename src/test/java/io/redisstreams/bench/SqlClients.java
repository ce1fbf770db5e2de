package io.redisstreams.bench;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Clients of PostgreSQL, each a connection and a thread, as pgbench has them. */
record SqlClients(int clients, Source source) {
    interface Source {
        SqlClient open() throws SQLException;
    }

    /** Transactions a second of all clients, after a while that is not measured. */
    double perSecond(double warmUpSeconds, double seconds) throws SQLException {
        ExecutorService threads = Executors.newFixedThreadPool(clients);
        try {
            long start = System.nanoTime() + (long) (warmUpSeconds * 1e9);
            long end = start + (long) (seconds * 1e9);
            List<Future<Long>> counts = new ArrayList<>();
            for (int i = 0; i < clients; i++) {
                counts.add(threads.submit(counting(start, end)));
            }
            long total = 0;
            for (Future<Long> count : counts) {
                total += count.get();
            }
            return total / seconds;
        } catch (ExecutionException | InterruptedException e) {
            throw new SQLException(e);
        } finally {
            threads.shutdownNow();
        }
    }

    private Callable<Long> counting(long start, long end) {
        return () -> {
            try (SqlClient client = source.open()) {
                long count = 0;
                for (long now = System.nanoTime(); now < end; now = System.nanoTime()) {
                    client.transact();
                    count += now < start ? 0 : 1;
                }
                return count;
            }
        };
    }
}
