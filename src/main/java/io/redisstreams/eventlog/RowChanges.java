package io.redisstreams.eventlog;

import io.agroal.api.AgroalDataSource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.redisstreams.operation.Operation;
import io.redisstreams.operation.Operations;
import io.redisstreams.security.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/** Changes rows of the event log for a caller, and records that he did. */
@ApplicationScoped
class RowChanges {
    private static final int PAGE = 1000;

    private final AgroalDataSource database;
    private final EventLogSearch log;
    private final Operations operations;
    private final Caller caller;

    RowChanges(AgroalDataSource database, EventLogSearch log, Operations operations, Caller caller) {
        this.database = database;
        this.log = log;
        this.operations = operations;
        this.caller = caller;
    }

    /**
     * Returns how many rows were changed.
     *
     * @param sql takes an array of ids, a reason and the caller's name, and changes only rows that are still as expected
     */
    int change(String sql, List<Long> ids, Operation operation) {
        return change(sql, ids, operation, new Changed(0, 0)).rows();
    }

    /** The same for all rows that match now; in pages, so that no transaction is long. */
    int changeAll(String sql, EventLogFilter filter, Operation operation) {
        Changed changed = new Changed(0, 0);
        long upTo = Long.MAX_VALUE;
        List<Long> ids;
        do {
            ids = log.ids(filter, upTo, PAGE);
            changed = change(sql, ids, operation, changed);
            upTo = ids.isEmpty() ? 0 : ids.get(ids.size() - 1);
        } while (ids.size() == PAGE);
        return changed.rows();
    }

    /** @param record of the operation, 0 as long as nothing has changed */
    private record Changed(int rows, long record) {}

    private Changed change(String sql, List<Long> ids, Operation operation, Changed before) {
        return QuarkusTransaction.requiringNew().call(() -> {
            int rows = update(sql, ids, operation.reason());
            return new Changed(before.rows() + rows, operations.recordPage(before.record(), operation, rows));
        });
    }

    private int update(String sql, List<Long> ids, String reason) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement update = connection.prepareStatement(sql)) {
            update.setArray(1, connection.createArrayOf("int8", ids.toArray()));
            update.setString(2, reason);
            update.setString(3, caller.name());
            return update.executeUpdate();
        }
    }
}
