package io.redisstreams.task;

import static io.redisstreams.task.BuildTask.time;

import io.agroal.api.AgroalDataSource;
import io.quarkus.arc.lookup.LookupIfProperty;
import io.redisstreams.event.EventTypes;
import io.redisstreams.handler.Delivery;
import io.redisstreams.handler.EventHandler;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.List;

/**
 * Completes the row of a task, or creates it when its creation has not arrived yet. Of two completions the earlier one
 * counts.
 */
@ApplicationScoped
@LookupIfProperty(name = "streams.features.tasks", stringValue = "true", lookupIfMissing = true)
class CompleteTask implements EventHandler<TaskCompleted> {
    private static final String UPSERT = """
            INSERT INTO tasks (id, completed_by, completion_notes, completed_at, updated_at, status)
            VALUES (?, ?, ?, ?, ?, 'completed')
            ON CONFLICT (id) DO UPDATE SET completed_by = excluded.completed_by,
                completion_notes = excluded.completion_notes, completed_at = excluded.completed_at, status = 'completed',
                updated_at = greatest(tasks.created_at, excluded.completed_at)
            WHERE tasks.completed_at IS NULL OR tasks.completed_at > excluded.completed_at""";

    private final AgroalDataSource database;

    CompleteTask(AgroalDataSource database) {
        this.database = database;
    }

    @Override
    public String eventType() {
        return EventTypes.TASK_COMPLETED;
    }

    @Override
    public Class<TaskCompleted> payloadType() {
        return TaskCompleted.class;
    }

    @Override
    public boolean idempotent() {
        return true;
    }

    @Override
    public void handle(Delivery<TaskCompleted> delivery) {
        handleAll(List.of(delivery));
    }

    @Override
    public void handleAll(List<Delivery<TaskCompleted>> deliveries) {
        try (var connection = database.getConnection();
                var upsert = connection.prepareStatement(UPSERT)) {
            for (Delivery<TaskCompleted> delivery : sorted(deliveries)) {
                set(upsert, delivery.payload(), time(delivery.event().timestamp()));
                upsert.addBatch();
            }
            upsert.executeBatch();
        } catch (SQLException failure) {
            throw new IllegalStateException("The tasks cannot be written: " + failure.getMessage(), failure);
        }
    }

    /** Sorted by key, so that two batches with the same tasks wait for each other in one direction only. */
    private static List<Delivery<TaskCompleted>> sorted(List<Delivery<TaskCompleted>> deliveries) {
        return deliveries.stream()
                .sorted(Comparator.comparing(delivery -> delivery.payload().taskId()))
                .toList();
    }

    private static void set(PreparedStatement upsert, TaskCompleted task, OffsetDateTime completedAt)
            throws SQLException {
        upsert.setObject(1, task.taskId());
        upsert.setString(2, task.completedBy());
        upsert.setString(3, task.completionNotes());
        upsert.setObject(4, completedAt);
        upsert.setObject(5, completedAt);
    }
}
