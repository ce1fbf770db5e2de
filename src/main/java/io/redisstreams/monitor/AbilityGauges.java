package io.redisstreams.monitor;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.redisstreams.fault.RedisFault;
import io.redisstreams.fault.ServerFault;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** What this instance can do now, and what its servers refuse, for Prometheus. */
@ApplicationScoped
class AbilityGauges {
    private final Abilities abilities;
    private final RedisCheck redis;
    private final PostgresCheck postgres;

    AbilityGauges(Abilities abilities, RedisCheck redis, PostgresCheck postgres) {
        this.abilities = abilities;
        this.redis = redis;
        this.postgres = postgres;
    }

    void register(@Observes StartupEvent startup, MeterRegistry registry) {
        abilities
                .obstacles()
                .keySet()
                .forEach(ability -> gauge(
                                "streams.ability", () -> obstacle(ability).isEmpty())
                        .description("1 while this instance can do it, else 0")
                        .tag("ability", ability.label())
                        .register(registry));
        Stream.of(RedisFault.values())
                .filter(fault -> fault.blame() == RedisFault.Blame.SERVER)
                .forEach(fault -> fault(registry, "redis", fault.label(), () -> is(redis.fault(), fault)));
        Stream.of(ServerFault.values())
                .filter(fault -> fault != ServerFault.REDIS_AWAY)
                .forEach(fault -> fault(registry, "postgres", fault.label(), () -> is(postgres.fault(), fault)));
    }

    private Optional<String> obstacle(Ability ability) {
        return abilities.obstacles().get(ability);
    }

    private static boolean is(Optional<?> found, Object fault) {
        return found.filter(fault::equals).isPresent();
    }

    private static void fault(MeterRegistry registry, String server, String fault, Supplier<Boolean> found) {
        gauge("streams.server.fault", found)
                .description("1 while the server refuses what the service needs, for this reason")
                .tags("server", server, "fault", fault)
                .register(registry);
    }

    private static Gauge.Builder<Supplier<Boolean>> gauge(String name, Supplier<Boolean> condition) {
        return Gauge.builder(name, condition, now -> now.get() ? 1 : 0).strongReference(true);
    }
}
