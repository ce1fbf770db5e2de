package io.redisstreams.eventlog;

import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.is;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.redisstreams.http.connection.RawClient;
import jakarta.inject.Inject;
import java.net.URI;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Searches that take for ever: the table that each of them reads is locked. */
@QuarkusTest
class SearchTest {
    private static final String SEARCH = "/api/events/processed?q=nothing";

    @Inject
    AgroalDataSource database;

    @TestHTTPResource
    URI service;

    @Test
    void abandonedSearchesEndAndKeepNobodyFromWork() {
        whileLocked("event_text_position", () -> {
            List<RawClient> callers = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                callers.add(call(SEARCH));
            }
            await().until(() -> searches() > 0);
            assertThat(searches()).isLessThanOrEqualTo(4);
            callers.forEach(RawClient::close);
            String name = "user-" + UUID.randomUUID();
            given().contentType("application/json")
                    .body("{\"username\": \"%s\", \"email\": \"%s@example.com\"}".formatted(name, name))
                    .post("/api/users")
                    .then()
                    .statusCode(201);
            get("/api/users?limit=1").then().statusCode(200);
            await().atMost(Duration.ofSeconds(4)).until(() -> searches() == 0);
        });
    }

    /** All at once, for each takes as long as the limit. */
    @Test
    void whatTakesTooLongSaysSo() {
        whileLocked("event_text_position, users, tasks, chat_messages", () -> {
            List<RawClient> callers = Stream.of(SEARCH, "/api/users?q=x", "/api/tasks", "/api/chat/rooms/x/messages")
                    .map(this::call)
                    .toList();
            assertThat(callers.stream().map(RawClient::readToEnd))
                    .allSatisfy(answer -> assertThat(answer)
                            .startsWith("HTTP/1.1 503")
                            .contains("Retry-After", "application/problem+json", "streams.search.timeout"));
        });
    }

    @ParameterizedTest
    @CsvSource({"''", "&q=item", "&from=2020-01-01T00:00:00Z"})
    void pagesFollowEachOtherByTheirLastRows(String filter) {
        String stream = "paged:" + UUID.randomUUID();
        for (int i = 0; i < 5; i++) {
            insert(stream, i);
        }
        List<Integer> found = new ArrayList<>();
        String next = "";
        for (int page = 0; page < 3; page++) {
            var answer = get("/api/events/processed?limit=2&stream=" + stream + filter + next)
                    .then()
                    .statusCode(200)
                    .body("total", is(5))
                    .extract();
            found.addAll(answer.path("events.payload.n"));
            next = "&before=" + answer.path("next");
        }
        assertThat(next).isEqualTo("&before=null");
        assertThat(found).containsExactly(4, 3, 2, 1, 0);
    }

    private RawClient call(String path) {
        RawClient caller = new RawClient(service.getPort());
        caller.send(RawClient.request("GET", path, "Connection: close"));
        return caller;
    }

    private void insert(String stream, int n) {
        execute("""
                INSERT INTO event_log (event_id, message_id, stream, event_type, payload, group_name, consumer, status, attempts, published_at)
                VALUES (gen_random_uuid(), '1-0', '%s', 'a', '{"item": "item", "n": %d}', 'g', 'c', 'processed', 1, now())""".formatted(stream, n));
    }

    private void execute(String sql) {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private void whileLocked(String table, Runnable test) {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("LOCK TABLE " + table + " IN ACCESS EXCLUSIVE MODE");
            try {
                test.run();
            } finally {
                connection.rollback();
            }
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** That wait for the lock now. */
    private int searches() {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT count(*) FROM pg_stat_activity WHERE datname ="
                        + " current_database() AND wait_event_type = 'Lock'"
                        + " AND query = 'SELECT id FROM event_text_position'")) {
            row.next();
            return row.getInt(1);
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
