package io.redisstreams.operation;

import com.fasterxml.jackson.annotation.JsonRawValue;
import io.agroal.api.AgroalDataSource;
import io.redisstreams.postgres.Times;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Reads the records of {@link Operations}. */
@ApplicationScoped
class RecordedOperations {
    private static final String WHERE =
            " FROM operations WHERE (?::text IS NULL OR who = ?) AND (?::text IS NULL OR action = ?)";
    private static final String LIST = "SELECT id, at, who, action, target, filter::text, affected, reason, request_id"
            + WHERE + " ORDER BY id DESC LIMIT ? OFFSET ?";
    private static final String COUNT = "SELECT count(*)" + WHERE;

    private final AgroalDataSource database;

    RecordedOperations(AgroalDataSource database) {
        this.database = database;
    }

    /**
     * One action.
     *
     * @param target the group, stream, event or letter; null when the filter selects it
     * @param filter what was selected, a JSON object; null when there is a target
     * @param affected how many things it concerned
     * @param requestId of the HTTP call; null for a command
     */
    record RecordedOperation(
            long id,
            Instant at,
            String who,
            String action,
            String target,
            @JsonRawValue @Schema(type = SchemaType.OBJECT) String filter,
            long affected,
            String reason,
            String requestId) {}

    /** @param total of all that match, not only of this page */
    record Page(List<RecordedOperation> operations, long total) {}

    /** Returns the newest first. Null filters match everything. */
    Page list(String who, String action, int limit, int offset) {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(LIST);
                PreparedStatement count = connection.prepareStatement(COUNT)) {
            filter(select, who, action);
            select.setInt(5, limit);
            select.setInt(6, offset);
            filter(count, who, action);
            return new Page(operations(select), total(count));
        } catch (SQLException failure) {
            throw new IllegalStateException("The operations cannot be read: " + failure.getMessage(), failure);
        }
    }

    private static void filter(PreparedStatement statement, String who, String action) throws SQLException {
        statement.setString(1, who);
        statement.setString(2, who);
        statement.setString(3, action);
        statement.setString(4, action);
    }

    private static List<RecordedOperation> operations(PreparedStatement select) throws SQLException {
        List<RecordedOperation> operations = new ArrayList<>();
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                operations.add(new RecordedOperation(
                        row.getLong(1),
                        Times.instant(row, 2),
                        row.getString(3),
                        row.getString(4),
                        row.getString(5),
                        row.getString(6),
                        row.getLong(7),
                        row.getString(8),
                        row.getString(9)));
            }
        }
        return operations;
    }

    private static long total(PreparedStatement count) throws SQLException {
        try (ResultSet row = count.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }
}
