package io.redisstreams.http;

import static io.redisstreams.http.Calls.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Lists of any length are read page by page, and each row comes once, whatever is written meanwhile. */
@QuarkusTest
class CursorPagesTest {
    private static final int ROWS = 25;

    @Inject
    AgroalDataSource database;

    /** Lists with rows of which three at a time have the same time. */
    enum Listed {
        USERS("/api/users?q=%s", "users", "username", """
                INSERT INTO users (id, username, email, status, created_at, updated_at)
                SELECT gen_random_uuid(), '%1$s' || i, '%1$s' || i || '@example.com', 'active', at, at"""),
        TASKS("/api/tasks?assignedTo=%s", "tasks", "title", """
                INSERT INTO tasks (id, title, assigned_to, status, created_at, updated_at)
                SELECT gen_random_uuid(), '%1$s' || i, '%1$s', 'pending', at, at"""),
        MESSAGES("/api/chat/rooms/%s/messages?x=1", "messages", "content", """
                INSERT INTO chat_messages (id, room_id, sender_id, receiver_id, content, sent_at)
                SELECT gen_random_uuid(), '%1$s', 'a', 'b', '%1$s' || i, at"""),
        DEAD_LETTERS("/api/dead-letters?stream=%s", "deadLetters", "messageId", """
                INSERT INTO event_log (event_id, stream, message_id, event_type, payload, group_name, consumer, status,
                    error, attempts, published_at, created_at)
                SELECT gen_random_uuid(), '%1$s', '%1$s' || i, 'a', '{}', 'g', 'c', 'dead', 'a test', 1, at, at"""),
        EVENTS("/api/events/processed?from=2020-01-01T00:00:00Z&stream=%s", "events", "messageId", """
                INSERT INTO event_log (event_id, stream, message_id, event_type, payload, group_name, consumer, status,
                    attempts, published_at, created_at)
                SELECT gen_random_uuid(), '%1$s', '%1$s' || i, 'a', '{}', 'g', 'c', 'processed', 1, at, at""");

        private final String path;
        private final String rows;
        private final String name;
        private final String insert;

        Listed(String path, String rows, String name, String insert) {
            this.path = path;
            this.rows = rows;
            this.name = name;
            this.insert = insert;
        }
    }

    @ParameterizedTest
    @EnumSource
    void eachRowComesOnce(Listed list) throws SQLException {
        String mark = mark();
        insert(list, mark, 1, ROWS);
        String path = list.path.formatted(mark);
        List<String> seen = new ArrayList<>();
        String next = null;
        do {
            var page = get(path + "&limit=7" + (next == null ? "" : "&before=" + next))
                    .statusCode(200)
                    .body("totalExact", is(true))
                    .extract();
            assertThat(page.<Integer>path("total")).isGreaterThanOrEqualTo(ROWS);
            seen.addAll(page.path(list.rows + "." + list.name));
            next = page.path("next");
            // Newer than all that is still to come.
            insert(list, mark, ROWS + 1, ROWS + 1);
        } while (next != null);
        List<String> newestFirst = IntStream.rangeClosed(1, ROWS)
                .mapToObj(i -> mark + (ROWS + 1 - i))
                .toList();
        assertThat(seen).containsExactlyInAnyOrderElementsOf(newestFirst);
        // Three have one time, and any order.
        assertThat(seen.stream().map(name -> group(name, mark)).toList())
                .isEqualTo(newestFirst.stream().map(name -> group(name, mark)).toList());
    }

    @ParameterizedTest
    @EnumSource
    void aCursorThatIsNoneIsRefused(Listed list) {
        String path = list.path.formatted(mark());
        get(path + "&before=nonsense").statusCode(400).body("violations.field", is(List.of("before")));
        String cursor = list.ordinal() < 3 ? UUID.randomUUID() + ".1769860800000000" : "1.1769860800000000";
        get(path + "&before=" + cursor).statusCode(200).body("next", is((Object) null));
        get(path + "&offset=1&before=" + cursor).statusCode(400).body("violations.field", is(List.of("offset")));
        get(path + "&offset=10000").statusCode(200);
        get(path + "&offset=10001").statusCode(400).body("violations.field", is(List.of("offset")));
    }

    @Test
    void moreThanTenThousandRowsAreNotCounted() throws SQLException {
        String mark = mark();
        insert(Listed.MESSAGES, mark, 1, 10_001);
        get("/api/chat/rooms/{room}/messages?limit=2&offset=10000", mark)
                .body("messages", hasSize(1))
                .body("total", is(10_000))
                .body("totalExact", is(false));
    }

    private static String mark() {
        return "p" + UUID.randomUUID();
    }

    private static int group(String name, String mark) {
        return Integer.parseInt(name.substring(mark.length())) / 3;
    }

    private void insert(Listed list, String mark, int from, int to) throws SQLException {
        String sql = list.insert.formatted(mark)
                + " FROM (SELECT i, timestamptz '2026-01-31 12:00:00.123456Z' + i / 3 * interval '1 s' AS at"
                + " FROM generate_series(" + from + ", " + to + ") AS i) AS rows";
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            statement.execute(list == Listed.USERS && from > ROWS ? sql.replace("|| i", "|| gen_random_uuid()") : sql);
        }
    }
}
