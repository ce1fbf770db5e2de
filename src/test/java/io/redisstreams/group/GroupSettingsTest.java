package io.redisstreams.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.redisstreams.consume.TestEngine;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GroupSettingsTest {
    @Test
    void aGroupNeedsOnlyItsStream() {
        assertThat(group(Map.of()))
                .isEqualTo(new GroupSettings(
                        "g",
                        "s",
                        2,
                        200,
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(30),
                        Duration.ofSeconds(5),
                        20,
                        5,
                        Duration.ofSeconds(1),
                        Duration.ofHours(6),
                        "0",
                        false,
                        EventTypeFilter.ALL,
                        null));
    }

    @Test
    void aGroupsOwnWordIsTakenBeforeTheDefault() {
        GroupSettings group = group(Map.of(
                "streams.defaults.batch-size",
                "7",
                "streams.defaults.backoff.max",
                "7S",
                "streams.groups.\"g\".batch-size",
                "8",
                "streams.groups.\"g\".start-from",
                "$"));
        assertThat(group.batchSize()).isEqualTo(8);
        assertThat(group.backoffMax()).isEqualTo(Duration.ofSeconds(7));
        assertThat(group.startFrom()).isEqualTo("$");
    }

    @ParameterizedTest
    @CsvSource({
        "concurrency, 1",
        "concurrency, 64",
        "batch-size, 1",
        "batch-size, 1000",
        "block, 1MS",
        "block, 5S",
        "visibility-timeout, 1S",
        "reclaim-every, 100MS",
        "max-attempts, 1",
        "max-deliveries, 1",
        "backoff.initial, 0S",
        "backoff.initial, 6H",
    })
    void takesWhatIsAllowed(String setting, String value) {
        assertThat(group(Map.of("streams.groups.\"g\"." + setting, value))).isNotNull();
    }

    @ParameterizedTest
    @CsvSource({
        "concurrency, 0, concurrency must be from 1 to 64",
        "concurrency, 65, concurrency must be from 1 to 64",
        "batch-size, 0, batch-size must be from 1 to 1000",
        "batch-size, 1001, batch-size must be from 1 to 1000",
        "block, 0S, block must be at least 1 ms",
        "block, 5001MS, block must be at most 5S",
        "block, 6S, block must be at most 5S",
        "visibility-timeout, 999MS, visibility-timeout must be at least 1S",
        "reclaim-every, 99MS, reclaim-every must be at least 100MS",
        "max-attempts, 0, max-attempts must be at least 1",
        "max-deliveries, 0, max-deliveries must be at least 1",
        "backoff.initial, -1S, backoff.max must be at least backoff.initial",
        "backoff.initial, 7H, backoff.max must be at least backoff.initial",
    })
    void refusesTheRestInPlainWords(String setting, String value, String rule) {
        assertThatThrownBy(() -> group(Map.of("streams.groups.\"g\"." + setting, value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("streams.groups.\"g\"")
                .hasMessageContaining(rule);
    }

    @Test
    void groupsAreFoundByNameAndByStream() {
        Groups groups = new Groups(TestEngine.config(Map.of(
                "streams.groups.\"b\".stream", "one",
                "streams.groups.\"a\".stream", "one",
                "streams.groups.\"c\".stream", "two")));
        assertThat(groups.all()).extracting(GroupSettings::name).containsExactly("a", "b", "c");
        assertThat(groups.ofStream("one")).extracting(GroupSettings::name).containsExactly("a", "b");
        assertThat(groups.ofStream("none")).isEmpty();
        assertThat(groups.streams()).containsExactly("one", "two");
        assertThat(groups.find("d")).isEqualTo(Optional.empty());
    }

    private static GroupSettings group(Map<String, String> properties) {
        Map<String, String> all = new HashMap<>(properties);
        all.put("streams.groups.\"g\".stream", "s");
        return new Groups(TestEngine.config(all)).find("g").orElseThrow();
    }
}
