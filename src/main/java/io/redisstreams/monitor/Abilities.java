package io.redisstreams.monitor;

import static io.redisstreams.monitor.Ability.PROCESS;
import static io.redisstreams.monitor.Ability.PUBLISH_DIRECT;
import static io.redisstreams.monitor.Ability.PUBLISH_OUTBOX;
import static io.redisstreams.monitor.Ability.SEARCH;

import io.redisstreams.consume.WorkerHealth;
import io.redisstreams.fault.RedisFault;
import io.redisstreams.fault.ServerFault;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What this instance can do now. It uses the last checks of the servers, and never blocks. */
@ApplicationScoped
public class Abilities {
    public static final String OUTBOX_LOCKED = "Another session has locked the table outbox";

    private final RedisCheck redis;
    private final PostgresCheck postgres;
    private final WorkerHealth workers;
    private final boolean api;

    Abilities(
            RedisCheck redis,
            PostgresCheck postgres,
            WorkerHealth workers,
            @ConfigProperty(name = "streams.api.enabled", defaultValue = "true") boolean api) {
        this.redis = redis;
        this.postgres = postgres;
        this.workers = workers;
        this.api = api;
    }

    /**
     * For each ability that the configuration asks for, in the order of the enum: what prevents it, or an empty value.
     */
    public Map<Ability, Optional<String>> obstacles() {
        Map<Ability, Optional<String>> obstacles = new EnumMap<>(Ability.class);
        Optional<String> database = postgres.fault().map(ServerFault::sentence);
        if (api) {
            obstacles.put(PUBLISH_DIRECT, redis.fault().map(RedisFault::sentence));
            obstacles.put(
                    PUBLISH_OUTBOX, database.or(() -> postgres.outboxFault().map(locked -> OUTBOX_LOCKED)));
            obstacles.put(
                    SEARCH,
                    postgres.fault()
                            .filter(fault -> fault != ServerFault.READ_ONLY)
                            .map(ServerFault::sentence));
        }
        if (!workers.loops().isEmpty()) {
            obstacles.put(PROCESS, processing().or(() -> database));
        }
        return obstacles;
    }

    /** Whether it can do any of its tasks. */
    public boolean any() {
        return obstacles().values().stream().anyMatch(Optional::isEmpty);
    }

    /** Reading and acknowledging need no memory, and have their own permissions. */
    private Optional<String> processing() {
        return redis.fault()
                .filter(fault -> fault != RedisFault.OUT_OF_MEMORY && fault != RedisFault.NOT_PERMITTED)
                .map(RedisFault::sentence)
                .or(this::interrupted);
    }

    /** One failing group, for example one without permission, does not affect the others. */
    private Optional<String> interrupted() {
        return workers.allInterrupted() ? interruptions() : Optional.empty();
    }

    /** The groups whose loops fail now, each with the reason; empty when there is none. */
    Optional<String> interruptions() {
        String groups = workers.interruptions().entrySet().stream()
                .map(group -> group.getKey() + " is interrupted: " + group.getValue())
                .collect(Collectors.joining("; "));
        return Optional.of(groups).filter(text -> !text.isEmpty());
    }
}
