package io.redisstreams.eventlog;

import io.agroal.api.AgroalDataSource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.redisstreams.operation.Operation;
import io.redisstreams.operation.Operations;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/** Changes rows of the event log by a caller's decision, with one record of the caller. */
@ApplicationScoped
class RowChanges {
    private static final int PAGE = 1000;

    private final AgroalDataSource database;
    private final EventLogSearch log;
    private final Operations operations;

    RowChanges(AgroalDataSource database, EventLogSearch log, Operations operations) {
        this.database = database;
        this.log = log;
        this.operations = operations;
    }

    /**
     * A change of rows.
     *
     * @param sql checks again that a row is in the right state, so that two equal changes at once have one effect; its
     *     first parameter is the array of ids
     * @param values the other parameters
     */
    record Change(Operation operation, String sql, Object... values) {}

    /** Returns how many of these rows it changed. */
    int of(List<Long> ids, Change change) {
        return page(ids, change, new Changed(0, 0)).rows();
    }

    /** Does the same for all rows that match now, in pages, so that no transaction is long. */
    int ofAll(EventLogFilter filter, Change change) {
        Changed changed = new Changed(0, 0);
        long upTo = Long.MAX_VALUE;
        List<Long> ids;
        do {
            ids = log.ids(filter, upTo, PAGE);
            changed = page(ids, change, changed);
            upTo = ids.isEmpty() ? 0 : ids.get(ids.size() - 1);
        } while (ids.size() == PAGE);
        return changed.rows();
    }

    /** @param record of the operation, 0 until something has changed */
    private record Changed(int rows, long record) {}

    private Changed page(List<Long> ids, Change change, Changed before) {
        return QuarkusTransaction.requiringNew().call(() -> {
            int rows = update(ids, change);
            return new Changed(before.rows() + rows, operations.recordPage(before.record(), change.operation(), rows));
        });
    }

    private int update(List<Long> ids, Change change) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement update = connection.prepareStatement(change.sql())) {
            update.setArray(1, connection.createArrayOf("int8", ids.toArray()));
            for (int i = 0; i < change.values().length; i++) {
                update.setObject(i + 2, change.values()[i]);
            }
            return update.executeUpdate();
        }
    }
}
