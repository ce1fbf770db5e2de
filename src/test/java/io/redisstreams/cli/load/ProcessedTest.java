package io.redisstreams.cli.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ProcessedTest {
    private static final Instant PUBLISHED = Instant.parse("2026-01-31T08:00:00Z");
    private static final UUID ONE = UUID.randomUUID();
    private static final UUID TWO = UUID.randomUUID();

    private final Map<Kind, Set<String>> groups = Map.of(Kind.CHAT, Set.of("g", "h"));
    private final List<Sent> sent = List.of(new Sent(ONE, Kind.CHAT), new Sent(TWO, Kind.CHAT));

    @Test
    void allOnce() {
        Processed processed =
                Processed.of(sent, groups, List.of(done(ONE, "g"), done(ONE, "h"), done(TWO, "g"), done(TWO, "h")));
        assertThat(processed.exactlyOnce()).isTrue();
        assertThat(processed.endToEnd().max()).isBetween(5.0, 5.01);
    }

    @Test
    void whatIsMissingOrWrongIsCounted() {
        Processed processed = Processed.of(
                sent,
                groups,
                List.of(done(ONE, "g"), done(ONE, "g"), row(ONE, "h", "dead"), row(TWO, "g", "retrying")));
        assertThat(processed)
                .returns(4L, Processed::expected)
                .returns(0L, Processed::once)
                .returns(1L, Processed::twice)
                .returns(1L, Processed::failed)
                .returns(2L, Processed::open)
                .returns(false, Processed::exactlyOnce);
    }

    private static LoggedEvent done(UUID id, String group) {
        return new LoggedEvent(id, group, "processed", PUBLISHED, PUBLISHED.plusMillis(5));
    }

    private static LoggedEvent row(UUID id, String group, String status) {
        return new LoggedEvent(id, group, status, PUBLISHED, null);
    }
}
