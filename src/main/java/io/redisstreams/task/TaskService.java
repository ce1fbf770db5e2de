package io.redisstreams.task;

import static io.redisstreams.event.EventTypes.TASK_COMPLETED;
import static io.redisstreams.event.EventTypes.TASK_CREATED;
import static io.redisstreams.event.EventTypes.TASK_QUEUE;

import io.redisstreams.event.Event;
import io.redisstreams.event.EventIds;
import io.redisstreams.event.Json;
import io.redisstreams.event.Publication;
import io.redisstreams.outbox.Publishing;
import io.redisstreams.outbox.Receipt;
import io.redisstreams.postgres.Conditions;
import io.redisstreams.postgres.RowCount;
import io.redisstreams.postgres.RowCursor;
import io.redisstreams.postgres.Search;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** Publishes events of tasks, and reads the tasks that the handlers built from them. */
@ApplicationScoped
public class TaskService {
    /** A published task in the state that it will have when its event is processed. */
    public record Created(TaskView task, Receipt receipt) {}

    /** @param total of all matching tasks, not only of this page */
    public record TaskPage(List<TaskView> tasks, RowCount total) {}

    private final Publishing publishing;
    private final Json json;
    private final Clock clock;

    TaskService(Publishing publishing, Json json, Clock clock) {
        this.publishing = publishing;
        this.json = json;
        this.clock = clock;
    }

    /**
     * Publishes the creation; the task gets the id of its event. Fails like {@link Publishing#publish}.
     *
     * @param task creates the task from its id
     * @param callId under which the caller may repeat the call; or null
     */
    public Uni<Created> create(Function<UUID, TaskCreated> task, String callId) {
        UUID id = EventIds.of(TASK_QUEUE, callId);
        TaskCreated created = task.apply(id);
        return publish(id, id, TASK_CREATED, created, callId)
                .map(receipt -> new Created(TaskView.of(created, receipt.timestamp()), receipt));
    }

    /**
     * Publishes the completion. The task may still be unknown, because its creation may be on its way. Fails like
     * {@link Publishing#publish}.
     *
     * @param callId under which the caller may repeat the call; or null
     */
    public Uni<Receipt> complete(TaskCompleted task, String callId) {
        return publish(EventIds.of(TASK_QUEUE, callId), task.taskId(), TASK_COMPLETED, task, callId);
    }

    @Transactional
    public Optional<TaskView> find(UUID id) {
        return Task.<Task>findByIdOptional(id).map(TaskView::of);
    }

    /** Returns the last changed first. Null filters match everything; {@code after} null: from the newest on. */
    @Search("tasks")
    public TaskPage list(TaskStatus status, String assignedTo, RowCursor after, int limit, int offset) {
        Conditions page = RowCursor.narrow(Task.matching(status, assignedTo), "updatedAt", after);
        return new TaskPage(
                Task.search(page).range(offset, offset + limit - 1).stream()
                        .map(TaskView::of)
                        .toList(),
                RowCount.of(Task.class, Task.matching(status, assignedTo)));
    }

    private Uni<Receipt> publish(UUID id, UUID taskId, String type, Object payload, String callId) {
        Event event = new Event(id, type, json.write(payload), now()).withKey(taskId.toString());
        return publishing.publish(new Publication(TASK_QUEUE, event).repeatable(callId));
    }

    /** Entries have milliseconds, so all other representations of the same time have them too. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
