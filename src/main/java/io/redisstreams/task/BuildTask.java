package io.redisstreams.task;

import io.agroal.api.AgroalDataSource;
import io.quarkus.arc.lookup.LookupIfProperty;
import io.redisstreams.event.EventTypes;
import io.redisstreams.handler.Delivery;
import io.redisstreams.handler.EventHandler;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;

/** Creates the row of a task, or fills in a row that its completion created. Of two creations the earlier one counts. */
@ApplicationScoped
@LookupIfProperty(name = "streams.features.tasks", stringValue = "true", lookupIfMissing = true)
class BuildTask implements EventHandler<TaskCreated> {
    private static final String UPSERT = """
            INSERT INTO tasks (id, title, description, priority, assigned_to, created_by, due_date, created_at, updated_at,
                status)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 'pending')
            ON CONFLICT (id) DO UPDATE SET title = excluded.title, description = excluded.description,
                priority = excluded.priority, assigned_to = excluded.assigned_to, created_by = excluded.created_by,
                due_date = excluded.due_date, created_at = excluded.created_at,
                updated_at = greatest(excluded.created_at, tasks.completed_at)
            WHERE tasks.created_at IS NULL OR tasks.created_at > excluded.created_at""";

    private final AgroalDataSource database;

    BuildTask(AgroalDataSource database) {
        this.database = database;
    }

    @Override
    public String eventType() {
        return EventTypes.TASK_CREATED;
    }

    @Override
    public Class<TaskCreated> payloadType() {
        return TaskCreated.class;
    }

    @Override
    public boolean idempotent() {
        return true;
    }

    @Override
    public void handle(Delivery<TaskCreated> delivery) {
        handleAll(List.of(delivery));
    }

    @Override
    public void handleAll(List<Delivery<TaskCreated>> deliveries) {
        try (var connection = database.getConnection();
                var upsert = connection.prepareStatement(UPSERT)) {
            for (Delivery<TaskCreated> delivery : sorted(deliveries)) {
                set(upsert, delivery.payload(), time(delivery.event().timestamp()));
                upsert.addBatch();
            }
            upsert.executeBatch();
        } catch (SQLException failure) {
            throw new IllegalStateException("The tasks cannot be written: " + failure.getMessage(), failure);
        }
    }

    /** Sorted by key, so that two batches with the same tasks wait for each other in one direction only. */
    private static List<Delivery<TaskCreated>> sorted(List<Delivery<TaskCreated>> deliveries) {
        return deliveries.stream()
                .sorted(Comparator.comparing(delivery -> delivery.payload().taskId()))
                .toList();
    }

    private static void set(PreparedStatement upsert, TaskCreated task, OffsetDateTime createdAt) throws SQLException {
        upsert.setObject(1, task.taskId());
        upsert.setString(2, task.title());
        upsert.setString(3, task.description());
        upsert.setString(4, task.priority().toString());
        upsert.setString(5, task.assignedTo());
        upsert.setString(6, task.createdBy());
        upsert.setObject(7, time(task.dueDate()));
        upsert.setObject(8, createdAt);
        upsert.setObject(9, createdAt);
    }

    static OffsetDateTime time(Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }
}
