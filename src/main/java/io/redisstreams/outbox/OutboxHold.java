package io.redisstreams.outbox;

import io.agroal.api.AgroalDataSource;
import io.redisstreams.postgres.Columns;
import io.redisstreams.trim.StreamHold;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Function;

/** Holds the streams for which the outbox has unpublished rows. */
@ApplicationScoped
class OutboxHold implements StreamHold {
    private static final String HELD = """
            SELECT s.stream FROM unnest(?::text[]) AS s (stream)
            WHERE EXISTS (SELECT 1 FROM outbox o WHERE o.stream = s.stream AND o.published_at IS NULL)""";

    private final AgroalDataSource database;

    OutboxHold(AgroalDataSource database) {
        this.database = database;
    }

    @Override
    public Set<String> held(Collection<String> streams) {
        try (var connection = database.getConnection();
                var select = connection.prepareStatement(HELD)) {
            new Columns<>(select, streams).set(1, "text", Function.identity());
            Set<String> held = new HashSet<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    held.add(rows.getString(1));
                }
            }
            return held;
        } catch (SQLException failure) {
            throw new IllegalStateException("The outbox cannot be read: " + failure.getMessage(), failure);
        }
    }
}
