package io.redisstreams.outbox;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agroal.api.AgroalDataSource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.redisstreams.consume.EngineTest;
import io.redisstreams.event.Publication;
import io.redisstreams.fault.LimitReachedException;
import io.redisstreams.group.GroupSettings;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ScheduledCeilingTest extends EngineTest {
    @Inject
    AgroalDataSource database;

    @Inject
    OutboxRows rows;

    @Test
    void moreThanTheSettingAllowsIsRefused() {
        GroupSettings group = engine.group("scheduled");
        rows.publish(OutboxRows.event(group, Instant.now(), Instant.now().plusSeconds(3600)));
        int scheduled = rows.scheduled();
        // Other tests may have scheduled events, too.
        OutboxConfig config = OutboxRows.config(Map.of("streams.outbox.max-scheduled", String.valueOf(scheduled + 3)));
        ScheduledCeiling ceiling = new ScheduledCeiling(database, config);

        require(ceiling, 1);
        require(ceiling, 1);
        assertThatThrownBy(() -> require(ceiling, 10))
                .isInstanceOf(LimitReachedException.class)
                .hasMessageContaining("streams.outbox.max-scheduled");
    }

    @Test
    void oneCallerMayHaveItsShareOnly() {
        GroupSettings group = engine.group("scheduled");
        String name = "caller-" + UUID.randomUUID();
        Publication mine = OutboxRows.event(group, Instant.now(), Instant.now().plusSeconds(3600))
                .by(name);
        Publication others = OutboxRows.event(
                        group, Instant.now(), Instant.now().plusSeconds(3600))
                .by("x" + name);
        rows.publish(mine);
        rows.publish(others);
        ScheduledCeiling ceiling = new ScheduledCeiling(
                database, OutboxRows.config(Map.of("streams.outbox.max-scheduled-per-caller", "2")));

        require(ceiling, mine, 1);
        assertThatThrownBy(() -> require(ceiling, mine, 2))
                .isInstanceOf(LimitReachedException.class)
                .hasMessageContaining("streams.outbox.max-scheduled-per-caller");
        require(ceiling, OutboxRows.event(group, Instant.now(), Instant.now().plusSeconds(3600)), 10);
    }

    private void require(ScheduledCeiling ceiling, int more) {
        GroupSettings group = engine.group("counted");
        require(ceiling, OutboxRows.event(group, Instant.now(), Instant.now().plusSeconds(3600)), more);
    }

    private static void require(ScheduledCeiling ceiling, Publication later, int more) {
        QuarkusTransaction.requiringNew().call(() -> {
            ceiling.require(Collections.nCopies(more, later));
            return null;
        });
    }
}
