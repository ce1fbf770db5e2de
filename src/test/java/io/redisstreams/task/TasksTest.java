package io.redisstreams.task;

import static io.redisstreams.http.Calls.get;
import static io.redisstreams.http.Calls.post;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
class TasksTest {
    @Test
    void aTaskIsBuiltAndCompleted() {
        String assignee = UUID.randomUUID().toString();
        var created = post("/api/events/tasks", """
                        {"title": "t", "assignedTo": "%s", "createdBy": "b", "description": "d", "priority": "high",
                         "dueDate": "2026-12-24T12:00:00+01:00"}
                        """.formatted(assignee))
                .statusCode(201)
                .body("task.dueDate", is("2026-12-24T11:00:00Z"))
                .body("eventId", notNullValue())
                .extract();
        String id = created.path("task.id");
        await().untilAsserted(
                        () -> get("/api/tasks/{id}", id).statusCode(200).body("task", equalTo(created.path("task"))));
        get("/api/tasks?assignedTo={a}&status=pending", assignee)
                .statusCode(200)
                .body("tasks.id", contains(id))
                .body("total", is(1));

        post("/api/events/tasks/{id}/complete", "{\"completedBy\": \"c\", \"completionNotes\": \"n\"}", id)
                .statusCode(200)
                .body("taskId", is(id))
                .body("eventId", notNullValue());
        await().untilAsserted(() -> get("/api/tasks?assignedTo={a}&status=completed", assignee)
                .body("tasks.completedBy", contains("c"))
                .body("tasks.completionNotes", contains("n"))
                .body("tasks.title", contains("t")));
        get("/api/tasks?assignedTo={a}&status=pending", assignee).body("total", is(0));
    }

    @Test
    void aTasksPriorityIsMediumUnlessSaid() {
        post("/api/events/tasks", "{\"title\": \"t\", \"assignedTo\": \"a\", \"createdBy\": \"b\"}")
                .statusCode(201)
                .body("task.priority", is("medium"))
                .body("task.status", is("pending"))
                .body("task.dueDate", nullValue());
    }

    @Test
    void anUnknownTaskIsNotFoundButMayBeCompleted() {
        UUID id = UUID.randomUUID();
        get("/api/tasks/{id}", id).statusCode(404);
        post("/api/events/tasks/{id}/complete", "{\"completedBy\": \"c\"}", id).statusCode(200);
        await().untilAsserted(() -> get("/api/tasks/{id}", id)
                .statusCode(200)
                .body("task.status", is("completed"))
                .body("task.title", nullValue()));
    }
}
