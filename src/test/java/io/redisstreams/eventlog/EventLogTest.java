package io.redisstreams.eventlog;

import static io.redisstreams.http.Calls.createUser;
import static io.redisstreams.http.Calls.get;
import static io.redisstreams.http.Calls.post;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class EventLogTest {
    private static String user;

    @BeforeEach
    void processAnEvent() {
        if (user == null) {
            user = createUser();
            await().untilAsserted(() -> get("/api/users/{id}/events", user).body("total", is(1)));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    userId={user}                                             | 1
                    userId={user}&eventType=user.created                      | 1
                    userId={user}&eventType=user.deleted                      | 0
                    userId={user}&processed=true                              | 1
                    userId={user}&processed=false                             | 0
                    userId={user}&status=processed                            | 1
                    userId={user}&status=dead                                 | 0
                    userId={user}&stream=user:events                          | 1
                    userId={user}&stream=chat:messages                        | 0
                    userId={user}&group=user-processing-group                 | 1
                    userId={user}&group=other                                 | 0
                    userId={user}&from=2020-01-01T00:00:00Z                   | 1
                    userId={user}&to=2020-01-01T00:00:00Z                     | 0
                    q={user}                                                  | 1
                    q={user}x                                                 | 0
                    userId={user}&q=EXAMPLE                                   | 1
                    userId={user}&q=%25                                       | 0
                    userId={user}&q=                                          | 1
                    userId={user}&offset=1                                    | 1
                    """)
    void isSearched(String query, int total) {
        get("/api/events/processed?" + query.replace("{user}", user))
                .statusCode(200)
                .body("total", is(total))
                .body("limit", is(50));
    }

    @Test
    void pagesAreTheNewestFirst() {
        createUser();
        await().untilAsserted(
                        () -> get("/api/events/processed?stream=user:events").body("total", greaterThan(1)));
        get("/api/events/processed?limit=2")
                .body("events", hasSize(2))
                .body("events.collect { it.id }.with { it == it.sort(false).reverse() }", is(true));
    }

    @Test
    void isCounted() {
        post("/api/events/logs", "{\"level\": \"info\", \"message\": \"m\"}").statusCode(201);
        await().untilAsserted(() -> get("/api/events/stats")
                .statusCode(200)
                .body("stats.total", greaterThan(0))
                .body("stats.processed", greaterThan(0))
                .body("stats.pending", notNullValue())
                .body("stats.errors", notNullValue())
                .body("stats.eventTypes.eventType", hasItems("user.created", "system.info"))
                .body("stats.streams.stream", hasItems("user:events", "system:logs"))
                .body(
                        "stats.streams.find { it.stream == 'user:events' }.groups.name",
                        contains("user-processing-group")));
    }

    @Test
    void theConfigurationIsTold() {
        get("/api/events/info")
                .statusCode(200)
                .body("streams.find { it.stream == 'user:events' }.mode", is("outbox"))
                .body("streams.find { it.stream == 'chat:messages' }.mode", is("direct"))
                .body("eventTypes.eventType", hasItems("user.created", "system.error"))
                .body("groups.group", hasItem("chat-processing-group"))
                .body("groups.visibilityTimeout", everyItem(notNullValue()));
    }
}
