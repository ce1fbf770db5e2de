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
    private static final double WINDOW_SECONDS = 3;

    interface Source {
        SqlClient open() throws SQLException;
    }

    /** Transactions a second of all clients, once they no longer become faster. */
    double perSecond(double seconds) throws SQLException {
        Gain gain = new Gain();
        while (gain.expected()) {
            gain.add(measure(WINDOW_SECONDS));
        }
        return measure(seconds);
    }

    private double measure(double seconds) throws SQLException {
        ExecutorService threads = Executors.newFixedThreadPool(clients);
        try {
            long end = System.nanoTime() + (long) (seconds * 1e9);
            List<Future<Long>> counts = new ArrayList<>();
            for (int i = 0; i < clients; i++) {
                counts.add(threads.submit(counting(end)));
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

    private Callable<Long> counting(long end) {
        return () -> {
            try (SqlClient client = source.open()) {
                long count = 0;
                while (System.nanoTime() < end) {
                    client.transact();
                    count++;
                }
                return count;
            }
        };
    }
}
