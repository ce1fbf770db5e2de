package io.redisstreams.task;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import io.quarkus.hibernate.orm.panache.PanacheQuery;
import io.redisstreams.postgres.Conditions;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.Immutable;

/** A row of the read model {@code tasks}. The handlers write it; this class only reads it. */
@Entity
@Immutable
@Table(name = "tasks")
public class Task extends PanacheEntityBase {
    @Id
    public UUID id;

    public String title;
    public String description;

    @Enumerated(EnumType.STRING)
    public TaskPriority priority;

    public String assignedTo;
    public String createdBy;
    public Instant dueDate;

    @Enumerated(EnumType.STRING)
    public TaskStatus status;

    public String completedBy;
    public String completionNotes;
    public Instant createdAt;
    public Instant completedAt;
    public Instant updatedAt;

    static Conditions matching(TaskStatus status, String assignedTo) {
        return new Conditions()
                .and("status = :status", "status", status)
                .and("assignedTo = :assignedTo", "assignedTo", assignedTo);
    }

    /** Returns the last changed first. */
    static PanacheQuery<Task> search(Conditions conditions) {
        return find("from Task" + conditions.where() + " order by updatedAt desc, id desc", conditions.parameters());
    }
}
