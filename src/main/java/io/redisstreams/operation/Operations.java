package io.redisstreams.operation;

import static jakarta.transaction.Transactional.TxType.MANDATORY;

import io.agroal.api.AgroalDataSource;
import io.redisstreams.event.Json;
import io.redisstreams.security.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** Records who did what, in the transaction of the change: both commit or neither. */
@ApplicationScoped
public class Operations {
    private static final String INSERT = """
            INSERT INTO operations (who, action, target, filter, affected, reason, request_id)
            VALUES (?, ?, ?, ?::jsonb, ?, ?, ?) RETURNING id""";

    private final AgroalDataSource database;
    private final Caller caller;
    private final Json json;

    Operations(AgroalDataSource database, Caller caller, Json json) {
        this.database = database;
        this.caller = caller;
        this.json = json;
    }

    /**
     * Records the action of the current caller, in the caller's transaction.
     *
     * @param affected how many things the change concerned
     * @return the id of the record
     */
    @Transactional(MANDATORY)
    public long record(Operation operation, long affected) {
        try (Connection connection = database.getConnection();
                PreparedStatement insert = connection.prepareStatement(INSERT)) {
            insert.setString(1, caller.name());
            insert.setString(2, operation.action());
            insert.setString(3, operation.target());
            insert.setString(4, filter(operation));
            insert.setLong(5, affected);
            insert.setString(6, operation.reason());
            insert.setString(7, caller.requestId());
            try (ResultSet row = insert.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        } catch (SQLException failure) {
            throw new IllegalStateException("The operation cannot be recorded: " + failure.getMessage(), failure);
        }
    }

    /**
     * Records one page of an action that works in many transactions, so that the whole action is one record. A page
     * without changes is not recorded.
     *
     * @param id of the record, 0 before it exists
     * @return the id of the record, 0 when it does not exist yet
     */
    @Transactional(MANDATORY)
    public long recordPage(long id, Operation operation, long affected) {
        if (affected == 0) {
            return id;
        }
        if (id == 0) {
            return record(operation, affected);
        }
        add(id, affected);
        return id;
    }

    private void add(long id, long affected) {
        try (Connection connection = database.getConnection();
                PreparedStatement update =
                        connection.prepareStatement("UPDATE operations SET affected = affected + ? WHERE id = ?")) {
            update.setLong(1, affected);
            update.setLong(2, id);
            update.executeUpdate();
        } catch (SQLException failure) {
            throw new IllegalStateException("The operation cannot be recorded: " + failure.getMessage(), failure);
        }
    }

    private String filter(Operation operation) {
        if (operation.filter() == null) {
            return null;
        }
        Map<String, String> given = new TreeMap<>();
        operation.filter().forEach((name, value) -> {
            if (value != null) {
                given.put(name, Objects.toString(value));
            }
        });
        return json.write(given);
    }
}
