package io.redisstreams.group;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.agroal.api.AgroalDataSource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.redisstreams.fault.ConflictException;
import io.redisstreams.fault.LimitReachedException;
import io.redisstreams.fault.MissingException;
import io.redisstreams.operation.Operation;
import io.redisstreams.operation.Operations;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Stores the groups that callers of the API define in PostgreSQL. Every change commits with a new revision. */
@ApplicationScoped
class GroupDefinitions {
    private static final String REVISE = "UPDATE group_revision SET revision = revision + 1";
    private static final String CREATE =
            "INSERT INTO group_definitions (name, settings) VALUES (?, ?::jsonb) ON CONFLICT (name) DO NOTHING";

    /** Lets the name start anew, from its own start position. */
    private static final String FORGET_REMOVED =
            "DELETE FROM consumer_groups WHERE name = ? AND removed_at IS NOT NULL";

    private static final String REPLACE =
            "UPDATE group_definitions SET settings = ?::jsonb, changed_at = clock_timestamp() WHERE name = ?";
    private static final String DELETE =
            "UPDATE group_definitions SET deletion = ?, changed_at = clock_timestamp() WHERE name = ? AND deletion IS NULL";

    private static final String BURY = """
            INSERT INTO consumer_groups (name, stream, start_id, removed_at) VALUES (?, ?, '0-0', clock_timestamp())
            ON CONFLICT (name) DO UPDATE SET removed_at = clock_timestamp(), paused_at = NULL""";
    private static final String FORGET_LONG_REMOVED =
            "DELETE FROM consumer_groups WHERE removed_at < clock_timestamp() - interval '1 day'";

    private final AgroalDataSource database;
    private final ObjectMapper json;
    private final ObjectReader reader;
    private final Operations operations;

    GroupDefinitions(AgroalDataSource database, ObjectMapper json, Operations operations) {
        this.database = database;
        this.operations = operations;
        this.json = json;
        // While instances are replaced, older ones read what newer ones wrote.
        this.reader = json.readerFor(GroupDefinition.class).without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    }

    /** @param deletion null unless the deletion of the group was requested */
    record Kept(GroupDefinition definition, PendingFate deletion) {}

    /** Increases with every change. */
    long revision() throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement("SELECT revision FROM group_revision");
                ResultSet row = select.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    List<Kept> all() throws SQLException {
        return select("SELECT settings, deletion FROM group_definitions ORDER BY name");
    }

    /**
     * @throws ConflictException when a group has this name, or is being deleted
     * @throws LimitReachedException when there are as many as allowed
     */
    void create(GroupDefinition definition, int most) {
        change(() -> {
            if (all().size() >= most) {
                throw new LimitReachedException(
                        "There are " + most
                                + " groups that were defined by the API already, as many as streams.max-groups allows. Delete one, or raise it");
            }
            if (update(CREATE, definition.name(), text(definition)) == 0) {
                throw conflict(lock(definition.name()));
            }
            update(FORGET_REMOVED, definition.name());
            operations.record(Operation.on("group.create", definition.name()), 1);
            return definition;
        });
    }

    /** Replaces the settings of a group; returns the stored ones. */
    GroupDefinition replace(String name, UnaryOperator<GroupDefinition> replacement) {
        return change(() -> {
            Kept kept = lock(name);
            if (kept.deletion() != null) {
                throw conflict(kept);
            }
            GroupDefinition replaced = replacement.apply(kept.definition());
            update(REPLACE, text(replaced), name);
            operations.record(Operation.on("group.change", name), 1);
            return replaced;
        });
    }

    /** Requests the deletion by the instances that work for the group. A repeated request changes nothing. */
    void delete(String name, PendingFate pending) {
        change(() -> {
            lock(name);
            int asked = update(DELETE, pending.word(), name);
            if (asked == 1) {
                operations.record(new Operation("group.delete", name, Map.of("pending", pending.word()), null), 1);
            }
            return asked;
        });
    }

    /** Prevents every instance from creating the group again. */
    void bury(GroupSettings group) {
        QuarkusTransaction.requiringNew().call(() -> {
            update(FORGET_LONG_REMOVED);
            return update(BURY, group.name(), group.stream());
        });
    }

    void remove(String name) {
        change(() -> update("DELETE FROM group_definitions WHERE name = ? AND deletion IS NOT NULL", name));
    }

    private interface Work<T> {
        T run() throws SQLException;
    }

    /** Changes wait for each other at the one row of the revision, so that reads in between stay true. */
    private <T> T change(Work<T> work) {
        return QuarkusTransaction.requiringNew().call(() -> {
            update(REVISE);
            return work.run();
        });
    }

    private Kept lock(String name) throws SQLException {
        return select("SELECT settings, deletion FROM group_definitions WHERE name = ? FOR UPDATE", name).stream()
                .findFirst()
                .orElseThrow(() -> missing(name));
    }

    static MissingException missing(String name) {
        return new MissingException(
                "There is no consumer group '" + name + "'; GET /api/groups lists the existing ones");
    }

    private static ConflictException conflict(Kept kept) {
        String name = kept.definition().name();
        return new ConflictException(
                kept.deletion() == null
                        ? "There is a group '" + name + "' already; PUT /api/groups/" + name + " changes its settings"
                        : "The group '" + name + "' is being deleted; try again in a few seconds");
    }

    private List<Kept> select(String sql, String... values) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(sql)) {
            bind(select, values);
            List<Kept> kept = new ArrayList<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    String deletion = rows.getString(2);
                    kept.add(new Kept(
                            definition(rows.getString(1)), deletion == null ? null : PendingFate.of(deletion)));
                }
            }
            return kept;
        }
    }

    private int update(String sql, String... values) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement update = connection.prepareStatement(sql)) {
            bind(update, values);
            return update.executeUpdate();
        }
    }

    private static void bind(PreparedStatement statement, String... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            statement.setString(i + 1, values[i]);
        }
    }

    private String text(GroupDefinition definition) {
        try {
            return json.writeValueAsString(definition);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private GroupDefinition definition(String settings) {
        try {
            return reader.readValue(settings);
        } catch (JsonProcessingException newer) {
            throw new IllegalStateException(
                    "The settings of a group cannot be read: " + newer.getOriginalMessage(), newer);
        }
    }
}
