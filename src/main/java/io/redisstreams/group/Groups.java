package io.redisstreams.group;

import io.redisstreams.redis.OwnKeys;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The consumer groups of the configuration, by name. */
@ApplicationScoped
public class Groups {
    private final Map<String, GroupSettings> byName = new TreeMap<>();

    private final StreamsConfig.Consumers consumers;

    public Groups(StreamsConfig config) {
        this.consumers = config.consumers();
        config.groups().forEach((name, group) -> byName.put(name, GroupSettings.of(name, group, config)));
        config.mode().keySet().stream().filter(OwnKeys::isOwn).findFirst().ifPresent(stream -> {
            throw new IllegalArgumentException("streams.mode.\"" + stream + "\": " + GroupSettings.OWN_KEY);
        });
    }

    /** Those that this instance works for. */
    public List<GroupSettings> worked() {
        return byName.values().stream()
                .filter(group -> consumers.enabled()
                        && consumers
                                .groups()
                                .map(names -> names.contains(group.name()))
                                .orElse(true))
                .toList();
    }

    public List<GroupSettings> all() {
        return List.copyOf(byName.values());
    }

    public Optional<GroupSettings> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    public List<GroupSettings> ofStream(String stream) {
        return byName.values().stream()
                .filter(group -> group.stream().equals(stream))
                .toList();
    }

    /** Every stream that some group reads. */
    public List<String> streams() {
        return byName.values().stream().map(GroupSettings::stream).distinct().toList();
    }
}
