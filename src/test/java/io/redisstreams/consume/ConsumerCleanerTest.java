package io.redisstreams.consume;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.redisstreams.group.GroupSettings;
import io.redisstreams.group.Instances;
import io.redisstreams.process.Instance;
import jakarta.inject.Inject;
import java.time.Duration;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ConsumerCleanerTest extends EngineTest {
    @Inject
    RedisDataSource redis;

    @Inject
    Lease lease;

    @Inject
    Instances instances;

    @Test
    void removesOnlyConsumersThatAreGoneAndHaveNothingPending() {
        GroupSettings group = engine.group("cleaned");
        Instance instance = new Instance();
        Instances instances = new Instances(redis, instance, TestEngine.config(group));
        instances.beat();
        ConsumerCleaner cleaner = new ConsumerCleaner(redis, TestEngine.groups(group), lease, instances);
        engine.add(group, 2, Script.FINE);
        engine.readAsGhost(group, "has-pending", 2);
        engine.redis("XGROUP", "CREATECONSUMER", group.stream(), group.name(), "empty");
        engine.redis("XGROUP", "CREATECONSUMER", group.stream(), group.name(), instance.name() + "-1");

        assertThat(cleaner.runOnce(group, Duration.ofHours(1))).isZero();
        assertThat(cleaner.runOnce(group, Duration.ZERO)).isEqualTo(1);

        assertThat(engine.consumers(group)).containsExactlyInAnyOrder("has-pending", instance.name() + "-1");
        assertThat(engine.pending(group)).hasSize(2);
    }

    @Test
    void aGroupThatIsNotThereIsNoFaultOfTheOthers() {
        GroupSettings missing = engine.group("a-missing");
        GroupSettings group = engine.group("b-cleaned");
        engine.add(group, 1, Script.FINE);
        engine.readAsGhost(group, "ghost", 1);
        new ConsumerCleaner(redis, TestEngine.groups(missing, group), lease, instances).clean();
        assertThat(engine.consumers(group)).containsExactly("ghost");
    }
}
