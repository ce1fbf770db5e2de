package io.redisstreams.group;

import io.redisstreams.event.EventTypes;
import io.redisstreams.redis.OwnKeys;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * The current consumer groups by name: those of the configuration, and those that callers of the API defined
 * ({@link DefinedGroups}). A class with state for each group {@linkplain #follow follows} them.
 */
@ApplicationScoped
public class Groups {
    private final Map<String, GroupSettings> configured = new TreeMap<>();
    private final StreamsConfig.Consumers consumers;
    private final Set<String> withoutFeature;
    private final List<Consumer<Change>> followers = new ArrayList<>();
    private volatile Map<String, GroupSettings> byName;

    public Groups(StreamsConfig config) {
        this.consumers = config.consumers();
        Set<Feature> off = Feature.switchedOff(config.features());
        config.groups().forEach((name, group) -> configured.put(name, GroupSettings.of(name, group, config)));
        off.forEach(feature -> configured.remove(feature.group()));
        this.withoutFeature = off.stream().map(Feature::stream).collect(Collectors.toSet());
        this.byName = configured;
        config.mode().keySet().stream().filter(OwnKeys::isOwn).findFirst().ifPresent(stream -> {
            throw new IllegalArgumentException("streams.mode.\"" + stream + "\": stream " + GroupSettings.OWN_KEY);
        });
    }

    /** New groups, and removed groups. Both empty: only settings have changed. */
    public record Change(List<GroupSettings> added, List<GroupSettings> removed) {}

    /** Passes the current groups, and later each change. A follower must not block. */
    public synchronized void follow(Consumer<Change> follower) {
        follower.accept(new Change(all(), List.of()));
        followers.add(follower);
    }

    /** Replaces the groups of the API; those of the configuration stay. */
    synchronized void define(Collection<GroupSettings> defined) {
        Map<String, GroupSettings> before = byName;
        Map<String, GroupSettings> now = new TreeMap<>(configured);
        defined.forEach(group -> now.putIfAbsent(group.name(), group));
        if (!now.equals(before)) {
            byName = now;
            Change change = new Change(without(now, before), without(before, now));
            followers.forEach(follower -> follower.accept(change));
        }
    }

    private static List<GroupSettings> without(Map<String, GroupSettings> groups, Map<String, GroupSettings> others) {
        return groups.values().stream()
                .filter(group -> !others.containsKey(group.name()))
                .toList();
    }

    /** Whether the configuration names the group, so that the API cannot change it. */
    public boolean isConfigured(String name) {
        return configured.containsKey(name);
    }

    /** The groups that this instance works for. */
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

    /** The current groups, by name. */
    public Map<String, GroupSettings> byName() {
        return Map.copyOf(byName);
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
        return streams(byName);
    }

    /** The streams to which the service itself publishes. */
    public List<String> ownStreams() {
        return EventTypes.STREAMS.stream()
                .filter(stream -> !withoutFeature.contains(stream))
                .toList();
    }

    /** Every stream that some group reads by configuration. */
    List<String> configuredStreams() {
        return streams(configured);
    }

    private static List<String> streams(Map<String, GroupSettings> groups) {
        return groups.values().stream().map(GroupSettings::stream).distinct().toList();
    }
}
