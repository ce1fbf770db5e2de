package io.redisstreams.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Databases on which the service does not start, and what it says. */
class RefusedDatabaseIT {
    @RegisterExtension
    static final Playground playground = new Playground();

    @Test
    void theEncodingCannotStoreEveryText() {
        playground.postgres.execute(
                "CREATE DATABASE latin ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0");
        assertThat(refusal("latin"))
                .contains("The database \"latin\" has the encoding LATIN1")
                .contains("CREATE DATABASE \"latin_utf8\" ENCODING 'UTF8' TEMPLATE template0");
    }

    @Test
    void anEncodingThatKeepsBytesAndKnowsNoTexts() {
        playground.postgres.execute(
                "CREATE DATABASE ascii ENCODING 'SQL_ASCII' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0");
        assertThat(refusal("ascii"))
                .contains("The database \"ascii\" has the encoding SQL_ASCII")
                .contains("CREATE DATABASE \"ascii_utf8\" ENCODING 'UTF8' TEMPLATE template0");
    }

    @Test
    void twoStartAtOnceOnAnEmptyDatabaseAndThenAMigrationIsNoLongerWhatItWas() {
        playground.postgres.execute("CREATE DATABASE empty");
        Map<String, String> on = Map.of("quarkus.datasource.jdbc.url", playground.postgres.url("empty"));
        ServiceProcess first = playground.start(on);
        ServiceProcess second = playground.start(on);
        first.awaitReady().kill();
        second.awaitReady().kill();

        playground.postgres.execute("empty", "UPDATE flyway_schema_history SET checksum = 1 WHERE version = '1'");
        assertThat(refusal("empty"))
                .contains("The schema does not fit")
                .contains("version 1")
                .contains("QUARKUS_FLYWAY_REPAIR_AT_START");
    }

    private static String refusal(String database) {
        ServiceProcess service =
                playground.start(Map.of("quarkus.datasource.jdbc.url", playground.postgres.url(database)));
        assertThat(service.awaitExit(Duration.ofSeconds(60))).isEqualTo(1);
        assertThat(service.log()).doesNotContain("\tat ");
        return service.log();
    }
}
