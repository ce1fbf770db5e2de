package io.redisstreams.consume;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisstreams.group.GroupSettings;
import io.redisstreams.group.Groups;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The pool of the consumers grows with the configuration, however many of them there are. */
class GroupConnectionsTest {
    @Test
    void eachConsumerReclaimerAndTailHasItsConnections() {
        List<GroupSettings> groups = new Groups(TestEngine.config(Map.of(
                        "streams.groups.a.stream", "a",
                        "streams.groups.a.concurrency", "64",
                        "streams.groups.b.stream", "b",
                        "streams.groups.b.concurrency", "3")))
                .all();
        assertThat(GroupConnections.most(groups, 16)).isEqualTo(2 * 64 + 2 + 2 * 3 + 2 + 16 + 8);
    }

    @Test
    void withoutConsumersThoseOfTailsRemain() {
        assertThat(GroupConnections.most(List.of(), 16)).isEqualTo(24);
    }
}
