package io.redisstreams.user;

import static io.redisstreams.http.Calls.createUser;
import static io.redisstreams.http.Calls.delete;
import static io.redisstreams.http.Calls.get;
import static io.redisstreams.http.Calls.name;
import static io.redisstreams.http.Calls.post;
import static io.redisstreams.http.Calls.put;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.aMapWithSize;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
class UsersTest {
    private static final String USER = "{\"username\": \"%s\", \"email\": \"%s@example.com\"}";

    @Test
    void aNewUserIsThereAndItsEventIsProcessed() {
        String name = name();
        var created = post("/api/users", USER.formatted(name, name))
                .statusCode(201)
                .header("Location", matchesPattern("/api/users/[0-9a-f-]{36}"))
                .body("user.username", is(name))
                .body("user.status", is("active"))
                .body("user.createdAt", matchesPattern("\\d{4}-.*Z"))
                .body("messageId", matchesPattern("\\d+-\\d+"))
                .extract();
        get(created.header("Location")).statusCode(200).body("user", equalTo(created.path("user")));
        String id = created.path("user.id");
        await().untilAsserted(() -> get("/api/users/{id}/events", id)
                .body("total", is(1))
                .body("events[0].eventId", is(created.<String>path("eventId")))
                .body("events[0].messageId", is(created.<String>path("messageId")))
                .body("events[0].eventType", is("user.created"))
                .body("events[0].payload.username", is(name))
                .body("events[0].processed", is(true))
                .body("events[0].status", is("processed"))
                .body("events[0].userId", is(id))
                .body("events[0].group", is("user-processing-group")));
    }

    @Test
    void aTakenNameIsTakenInAnyCase() {
        String name = name();
        post("/api/users", USER.formatted(name, name)).statusCode(201);
        post("/api/users", USER.formatted(name.toUpperCase(), name()))
                .statusCode(409)
                .body("violations.field", contains("username"));
        post("/api/users", USER.formatted(name(), name.toUpperCase()))
                .statusCode(409)
                .body("violations.field", contains("email"))
                .body("error", notNullValue());
        String other = createUser();
        put("/api/users/{id}", "{\"username\": \"" + name.toUpperCase() + "\"}", other)
                .statusCode(409);
    }

    @Test
    void oneOfManyWhoWantANameAtOnceGetsIt() {
        String name = name();
        List<CompletableFuture<Integer>> calls = IntStream.range(0, 8)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> post("/api/users", USER.formatted(name, name()))
                        .extract()
                        .statusCode()))
                .toList();
        assertThat(calls.stream().map(CompletableFuture::join).sorted())
                .containsExactly(201, 409, 409, 409, 409, 409, 409, 409);
    }

    @Test
    void aChangeTellsWhatChanged() {
        String id = createUser();
        String email = name() + "@example.com";
        put("/api/users/{id}", "{\"status\": \"suspended\", \"email\": \"" + email + "\"}", id)
                .statusCode(200)
                .body("changes", aMapWithSize(2))
                .body("changes.status.from", is("active"))
                .body("changes.status.to", is("suspended"))
                .body("changes.email.to", is(email))
                .body("user.status", is("suspended"))
                .body("eventId", notNullValue());
        put("/api/users/{id}", "{\"status\": \"suspended\", \"username\": null}", id)
                .statusCode(200)
                .body("changes", aMapWithSize(0))
                .body("eventId", nullValue())
                .body("messageId", nullValue());
        put("/api/users/{id}", "{}", id).statusCode(200).body("changes", aMapWithSize(0));
        await().untilAsserted(() -> get("/api/users/{id}/events", id)
                .body("total", is(2))
                .body("events.find { it.eventType == 'user.updated' }.payload.changes.status.to", is("suspended")));
    }

    @Test
    void aDeletedUserLeavesItsEvents() {
        String id = createUser();
        delete("/api/users/{id}", id).statusCode(200).body("eventId", notNullValue());
        delete("/api/users/{id}", id).statusCode(404);
        get("/api/users/{id}", id).statusCode(404);
        put("/api/users/{id}", "{\"status\": \"active\"}", id).statusCode(404);
        // The group has two consumers, so either may be done first.
        await().untilAsserted(() -> get("/api/users/{id}/events", id)
                .body("events.eventType", containsInAnyOrder("user.deleted", "user.created"))
                .body("events.status", everyItem(is("processed"))));
    }

    @Test
    void usersAreListedTheNewestFirst() {
        String prefix = name();
        for (String suffix : List.of("_1", "_2", "%3")) {
            post("/api/users", USER.formatted(prefix + suffix, name())).statusCode(201);
        }
        String id = get("/api/users?q={q}", prefix + "_1").extract().path("users[0].id");
        put("/api/users/{id}", "{\"status\": \"inactive\"}", id).statusCode(200);

        get("/api/users?q={q}", prefix.toUpperCase())
                .statusCode(200)
                .body("users.username", contains(prefix + "%3", prefix + "_2", prefix + "_1"))
                .body("count", is(3))
                .body("total", is(3))
                .body("limit", is(50))
                .body("offset", is(0));
        get("/api/users?q={q}&limit=1&offset=1", prefix)
                .body("users.username", contains(prefix + "_2"))
                .body("count", is(1))
                .body("total", is(3));
        get("/api/users?q={q}&status=inactive", prefix).body("users.id", contains(id));
        // Wildcards of SQL are nothing special to a caller.
        get("/api/users?q={q}", prefix + "%").body("users.username", contains(prefix + "%3"));
        get("/api/users?q={q}", prefix + "_").body("total", is(2));
    }

    @Test
    void anUnknownUserHasNoEvents() {
        get("/api/users/{id}/events", UUID.randomUUID()).statusCode(200).body("events", empty());
    }
}
