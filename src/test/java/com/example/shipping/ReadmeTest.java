package com.example.shipping;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The handler of the README, as it stands there. */
@QuarkusTest
class ReadmeTest {
    private static final Path README = Path.of("README.md");
    private static final Path TESTS = Path.of("src", "test");

    @Inject
    AgroalDataSource database;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "java/com/example/shipping/OrderPaid.java",
                "java/com/example/shipping/Shipment.java",
                "java/com/example/shipping/ShipOrder.java",
                "resources/db/migration/V1000__shipments.sql"
            })
    void isWhatIsCompiledHere(String file) throws IOException {
        String kind = file.substring(file.lastIndexOf('.') + 1);
        assertThat(Files.readString(README))
                .contains("`src/main/" + file + "`")
                .contains("```" + kind + '\n' + Files.readString(TESTS.resolve(file)) + "```");
    }

    @Test
    void shipsAnOrderOnce() {
        String name = "shipping-" + UUID.randomUUID();
        long order = ThreadLocalRandom.current().nextLong(Long.MAX_VALUE);
        post("/api/groups", "{\"name\": \"%s\", \"stream\": \"%s\"}".formatted(name, name));
        post(
                "/api/events/custom",
                "{\"streamName\": \"%s\", \"eventType\": \"order.paid\", \"payload\": {\"orderId\": %d}}"
                        .formatted(name, order));

        await().atMost(Duration.ofSeconds(60)).until(() -> shipments(order) == 1);
        given().get("/api/events/processed?group=" + name)
                .then()
                .statusCode(200)
                .body("events.status", contains("processed"));
    }

    private static void post(String path, String json) {
        given().contentType(ContentType.JSON).body(json).post(path).then().statusCode(201);
    }

    private long shipments(long order) throws SQLException {
        try (var connection = database.getConnection();
                var select = connection.prepareStatement("SELECT count(*) FROM shipments WHERE order_id = ?")) {
            select.setLong(1, order);
            try (var row = select.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }
}
