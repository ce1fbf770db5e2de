package io.redisstreams.group;

import io.agroal.api.AgroalDataSource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.redis.client.RedisClientName;
import io.quarkus.redis.datasource.RedisDataSource;
import io.redisstreams.fault.GroupRefusedException;
import io.redisstreams.operation.Operation;
import io.redisstreams.operation.Operations;
import io.redisstreams.postgres.Columns;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Stores in PostgreSQL where each group began, and which groups are paused. */
@ApplicationScoped
public class GroupStore {
    private final AgroalDataSource database;
    private final StartPosition startPosition;
    private final Groups groups;
    private final Operations operations;

    GroupStore(
            AgroalDataSource database,
            @RedisClientName("consumers") RedisDataSource redis,
            Groups groups,
            Operations operations) {
        this.database = database;
        this.groups = groups;
        this.operations = operations;
        this.startPosition = new StartPosition(redis);
    }

    /**
     * Returns the entry id after which the group begins; it is decided when the group is first seen, and stays.
     *
     * @throws GroupRefusedException when the group was first seen on another stream, because it would skip what is
     *     before that start; or when it was deleted
     */
    public String startOf(GroupSettings group) {
        if (groups.isConfigured(group.name())) {
            update("DELETE FROM consumer_groups WHERE name = ? AND removed_at IS NOT NULL", group.name());
        }
        Start kept = keptStart(group);
        if (kept == null) {
            update(
                    "INSERT INTO consumer_groups (name, stream, start_id) VALUES (?, ?, ?) ON CONFLICT (name) DO NOTHING",
                    group.name(),
                    group.stream(),
                    startPosition.resolve(group));
            kept = keptStart(group);
        }
        requireLiving(group, kept);
        return startPosition.stillThere(group, kept.id());
    }

    private record Start(String stream, String id, boolean removed) {}

    private static void requireLiving(GroupSettings group, Start kept) {
        if (kept.removed()) {
            throw new GroupRefusedException(
                    "The group " + group.name() + " was deleted, so this instance does not begin it again");
        }
        if (!kept.stream().equals(group.stream())) {
            throw new GroupRefusedException(
                    "The group %s belongs to the stream %s, so this instance does not read %s for it. Use another group name for %s; or, when no instance reads %s for the group any more, delete its row from the table consumer_groups"
                            .formatted(group.name(), kept.stream(), group.stream(), group.stream(), kept.stream()));
        }
    }

    /** True when the group was not paused before. Applies to all instances within a second. */
    public boolean pause(GroupSettings group) {
        String start = startPosition.resolve(group);
        return change(Operation.on("group.pause", group.name()), """
                INSERT INTO consumer_groups (name, stream, start_id, paused_at) VALUES (?, ?, ?, now())
                ON CONFLICT (name) DO UPDATE SET paused_at = now() WHERE consumer_groups.paused_at IS NULL""", group.name(), group.stream(), start);
    }

    /** True when the group was paused before. */
    public boolean resume(GroupSettings group) {
        return change(
                Operation.on("group.resume", group.name()),
                "UPDATE consumer_groups SET paused_at = NULL WHERE name = ? AND paused_at IS NOT NULL",
                group.name());
    }

    /** Changes a group, with a record of who did it; false when nothing changed. */
    private boolean change(Operation operation, String sql, String... values) {
        return QuarkusTransaction.requiringNew().call(() -> {
            boolean changed = update(sql, values) == 1;
            if (changed) {
                operations.record(operation, 1);
            }
            return changed;
        });
    }

    /** Names of the groups that are paused. */
    public Set<String> paused() {
        try (Connection connection = database.getConnection();
                PreparedStatement select =
                        connection.prepareStatement("SELECT name FROM consumer_groups WHERE paused_at IS NOT NULL");
                ResultSet rows = select.executeQuery()) {
            Set<String> names = new HashSet<>();
            while (rows.next()) {
                names.add(rows.getString(1));
            }
            return names;
        } catch (SQLException failure) {
            throw new IllegalStateException("The groups cannot be read: " + failure.getMessage(), failure);
        }
    }

    /** By group, the stored ids; groups whose start is not decided yet are missing. */
    Map<String, String> starts(Collection<GroupSettings> groups) {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(
                        "SELECT name, start_id FROM consumer_groups WHERE name = ANY (?)")) {
            new Columns<>(select, groups).set(1, "text", GroupSettings::name);
            Map<String, String> starts = new HashMap<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    starts.put(rows.getString(1), rows.getString(2));
                }
            }
            return starts;
        } catch (SQLException failure) {
            throw new IllegalStateException("The groups cannot be read: " + failure.getMessage(), failure);
        }
    }

    private Start keptStart(GroupSettings group) {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(
                        "SELECT stream, start_id, removed_at IS NOT NULL FROM consumer_groups WHERE name = ?")) {
            select.setString(1, group.name());
            try (ResultSet rows = select.executeQuery()) {
                return rows.next() ? new Start(rows.getString(1), rows.getString(2), rows.getBoolean(3)) : null;
            }
        } catch (SQLException failure) {
            throw new IllegalStateException("The group cannot be read: " + failure.getMessage(), failure);
        }
    }

    private int update(String sql, String... values) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setString(i + 1, values[i]);
            }
            return statement.executeUpdate();
        } catch (SQLException failure) {
            throw new IllegalStateException("The group cannot be kept: " + failure.getMessage(), failure);
        }
    }
}
