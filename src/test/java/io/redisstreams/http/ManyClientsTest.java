package io.redisstreams.http;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** More callers at the same time than there are connections to either server. */
@QuarkusTest
class ManyClientsTest {
    private static final int CLIENTS = 256;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @TestHTTPResource
    URI service;

    @Inject
    AgroalDataSource database;

    @Test
    void allArePublished() {
        var calls = post(
                CLIENTS,
                "api/events/chat",
                n -> "{\"senderId\":\"crowd\",\"receiverId\":\"bob\",\"content\":\"" + n + "\"}");
        assertThat(statuses(calls)).isEqualTo(Map.of(201, (long) CLIENTS));
    }

    /** A machine may be too slow for all of them: then it says so, and keeps what it has promised, and only that. */
    @Test
    void whatIsAnsweredIsKept() throws Exception {
        String crowd = Calls.name();
        Map<Integer, Long> statuses = statuses(createUsers(CLIENTS, crowd));
        assertThat(statuses.keySet()).contains(201).isSubsetOf(201, 503);
        try (var connection = database.getConnection();
                var count = connection.prepareStatement("SELECT count(*) FROM users WHERE username LIKE ? || '%'")) {
            count.setString(1, crowd);
            try (var row = count.executeQuery()) {
                row.next();
                assertThat(row.getLong(1)).isEqualTo(statuses.get(201));
            }
        }
    }

    @Test
    void whoFindsNoConnectionIsToldToComeBackAndTheOthersAreServed() throws Exception {
        List<CompletableFuture<HttpResponse<String>>> calls;
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("LOCK TABLE users IN ACCESS EXCLUSIVE MODE");
            calls = createUsers(CLIENTS, Calls.name());
            // Nobody creates a user now: those who are answered found no connection.
            CompletableFuture.anyOf(calls.toArray(CompletableFuture[]::new)).join();
            HttpResponse<String> first = calls.stream()
                    .filter(CompletableFuture::isDone)
                    .findFirst()
                    .orElseThrow()
                    .join();
            assertThat(first.statusCode()).as(first.body()).isEqualTo(503);
            assertThat(first.headers().firstValue("Retry-After")).isPresent();
            connection.rollback();
        }
        assertThat(statuses(calls)).containsOnlyKeys(201, 503);
        assertThat(statuses(createUsers(1, Calls.name()))).isEqualTo(Map.of(201, 1L));
    }

    private List<CompletableFuture<HttpResponse<String>>> createUsers(int count, String crowd) {
        return post(count, "api/users", n -> """
                {"username":"%1$s-%2$d","email":"%1$s-%2$d@example.com"}""".formatted(crowd, n));
    }

    private List<CompletableFuture<HttpResponse<String>>> post(int count, String path, IntFunction<String> body) {
        return IntStream.range(0, count)
                .mapToObj(n -> HttpRequest.newBuilder(service.resolve(path))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body.apply(n)))
                        .build())
                .map(call -> http.sendAsync(call, BodyHandlers.ofString()))
                .toList();
    }

    private static Map<Integer, Long> statuses(List<CompletableFuture<HttpResponse<String>>> calls) {
        return calls.stream().collect(groupingBy(call -> call.join().statusCode(), counting()));
    }
}
