package io.redisstreams.consume;

import static org.assertj.core.api.Assertions.assertThat;

import io.redisstreams.consume.Activity.Counts;
import io.redisstreams.group.GroupSettings;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ActivityTest {
    private final Activity activity = new Activity();
    private final GroupSettings group = TestEngine.groups(TestEngine.config(Map.of("streams.groups.\"g\".stream", "s")))
            .find("g")
            .orElseThrow();

    @Test
    void whatIsTakenIsCountedOnce() {
        activity.processed(group, "a.b", 20);
        activity.processed(group, "a.b", 10);
        activity.failed(group, "a.b");
        activity.dead(group, "a.b");
        activity.ran(group, "a.b", 3, Duration.ofMillis(2));
        assertThat(activity.take()).isEqualTo(Map.of("g", Map.of("a.b", new Counts(2, 1, 1, 30, 20, 3, 2000))));
        assertThat(activity.take()).isEmpty();
    }

    @Test
    void whatCannotBeStoredIsCountedAgain() {
        activity.failed(group, "a.b");
        var taken = activity.take();
        activity.failed(group, "a.b");
        activity.giveBack(taken);
        assertThat(activity.take().get("g").get("a.b").failed()).isEqualTo(2);
    }

    /** Publishers choose the types of events. */
    @Test
    void typesBeyondTheLimitAreCountedTogether() {
        for (int i = 0; i < 1000; i++) {
            activity.failed(group, "type." + i);
        }
        var types = activity.take().get("g");
        assertThat(types).hasSize(Activity.MOST_TYPES + 1);
        assertThat(types.get(Activity.OTHER).failed()).isEqualTo(1000 - Activity.MOST_TYPES);
    }
}
