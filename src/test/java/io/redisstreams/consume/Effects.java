package io.redisstreams.consume;

import io.agroal.api.AgroalDataSource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.StartupEvent;
import io.redisstreams.group.GroupSettings;
import io.redisstreams.handler.Delivery;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;

/** What the handlers of the tests did: their runs, and their rows, in a table in which a second effect shows. */
@ApplicationScoped
public class Effects {
    private final AgroalDataSource database;
    private final Map<String, Integer> runs = new ConcurrentHashMap<>();

    Effects(AgroalDataSource database) {
        this.database = database;
    }

    void create(@Observes @Priority(1) StartupEvent startup) throws SQLException {
        execute("CREATE TABLE IF NOT EXISTS test_effects (event_id uuid, group_name text,"
                + " transaction text DEFAULT pg_current_xact_id()::text)");
        execute("CREATE INDEX IF NOT EXISTS test_effects_idx ON test_effects (group_name, event_id)");
    }

    /** Writes an effect; which run of the event in its group this is, rolled back ones counted. */
    int run(Delivery<?> delivery) {
        insert(delivery.event().id(), delivery.group());
        return runs.merge(key(delivery.event().id(), delivery.group()), 1, Integer::sum);
    }

    /** Runs of the handler, committed or not. */
    public int runs(GroupSettings group, UUID eventId) {
        return runs.getOrDefault(key(eventId, group.name()), 0);
    }

    /** Committed effects by event. */
    public Map<UUID, Long> counts(GroupSettings group) {
        return strings("SELECT event_id::text FROM test_effects WHERE group_name = ?", group.name()).stream()
                .map(UUID::fromString)
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    }

    /** Committed effects of one event. */
    public long count(GroupSettings group, UUID eventId) {
        return transactions(group, eventId).size();
    }

    /** The transactions in which effects were committed, one for each effect. */
    List<String> transactions(GroupSettings group, UUID eventId) {
        return strings(
                "SELECT transaction FROM test_effects WHERE group_name = ? AND event_id = ?", group.name(), eventId);
    }

    /** Makes a statement fail and says nothing of it: PostgreSQL then commits nothing of the transaction. */
    void breakTransaction() {
        try {
            execute("SELECT no_such_column FROM test_effects");
        } catch (SQLException swallowed) {
            // As careless code would.
        }
    }

    /** Has PostgreSQL fail with a state; the handler says nothing of it. */
    void breakTransaction(String state) {
        try {
            raise(state);
        } catch (IllegalStateException swallowed) {
            // As careless code would.
        }
    }

    /** Has PostgreSQL fail with a state. */
    void raise(String state) {
        try {
            execute("DO $$ BEGIN RAISE EXCEPTION 'told to raise' USING ERRCODE = '" + state + "'; END $$");
        } catch (SQLException failure) {
            throw new IllegalStateException("The effect cannot be written", failure);
        }
    }

    /** Has PostgreSQL end the session of the transaction at hand, so that its commit fails. */
    void endSession() {
        String pid = strings("SELECT pg_backend_pid()::text").get(0);
        QuarkusTransaction.suspendingExisting().run(() -> {
            strings("SELECT pg_terminate_backend(" + pid + ")::text");
            Awaitility.await()
                    .until(() -> strings("SELECT pid::text FROM pg_stat_activity WHERE pid = " + pid)
                            .isEmpty());
        });
    }

    private void insert(UUID eventId, String group) {
        try (var connection = database.getConnection();
                var insert =
                        connection.prepareStatement("INSERT INTO test_effects (event_id, group_name) VALUES (?, ?)")) {
            insert.setObject(1, eventId);
            insert.setString(2, group);
            insert.executeUpdate();
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private void execute(String sql) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private List<String> strings(String sql, Object... values) {
        try (var connection = database.getConnection();
                var select = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                select.setObject(i + 1, values[i]);
            }
            List<String> found = new ArrayList<>();
            try (var rows = select.executeQuery()) {
                while (rows.next()) {
                    found.add(rows.getString(1));
                }
            }
            return found;
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static String key(UUID eventId, String group) {
        return group + "/" + eventId;
    }
}
