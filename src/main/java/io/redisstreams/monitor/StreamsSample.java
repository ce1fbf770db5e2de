package io.redisstreams.monitor;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * All known streams at one time.
 *
 * @param at by Redis's clock, which also makes the ids of entries
 * @param instances names of the processes that consume
 * @param leftOut number of known streams that are not in it
 * @param closely whether a client watched, so that entries and pending lists were read too
 */
public record StreamsSample(
        Instant at, List<StreamSample> streams, List<String> instances, int leftOut, boolean closely) {
    public Optional<StreamSample> stream(String name) {
        return streams.stream().filter(stream -> stream.name().equals(name)).findFirst();
    }

    public Optional<GroupSample> group(String name) {
        return streams.stream()
                .flatMap(stream -> stream.groups().stream())
                .filter(group -> group.name().equals(name))
                .findFirst();
    }

    /** The consumers of a group, those with the most pending entries first. */
    public List<Member> members(GroupSample group, Duration patience, boolean paused) {
        return group.consumers().stream()
                .map(consumer -> Member.of(consumer, instances, patience, paused))
                .toList();
    }
}
