package io.redisstreams.group;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import io.redisstreams.event.EventTypes;
import io.redisstreams.group.InfoResponse.ConfiguredGroup;
import io.redisstreams.group.InfoResponse.StreamView;
import io.redisstreams.group.InfoResponse.TypeView;
import io.redisstreams.security.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** What the service is configured to do. */
@Path("/api/events/info")
@RolesAllowed(Roles.READER)
class InfoResource {
    private final Groups groups;
    private final StreamsConfig config;

    InfoResource(Groups groups, StreamsConfig config) {
        this.groups = groups;
        this.config = config;
    }

    @GET
    public InfoResponse info() {
        List<String> own = groups.ownStreams();
        List<TypeView> types = EventTypes.ALL.stream()
                .filter(type -> own.contains(EventTypes.streamOf(type)))
                .map(type -> new TypeView(type, EventTypes.streamOf(type)))
                .toList();
        Map<String, List<String>> typesOf =
                types.stream().collect(groupingBy(TypeView::stream, mapping(TypeView::eventType, toList())));
        List<StreamView> streams = Stream.of(
                        own, groups.streams(), config.mode().keySet())
                .flatMap(names -> names.stream())
                .filter(stream -> own.contains(stream) || !EventTypes.STREAMS.contains(stream))
                .distinct()
                .map(stream ->
                        new StreamView(stream, mode(stream), names(stream), typesOf.getOrDefault(stream, List.of())))
                .toList();
        return new InfoResponse(
                streams, types, groups.all().stream().map(ConfiguredGroup::of).toList());
    }

    private List<String> names(String stream) {
        return groups.ofStream(stream).stream().map(GroupSettings::name).toList();
    }

    private String mode(String stream) {
        return config.mode()
                .getOrDefault(stream, StreamsConfig.Mode.DIRECT)
                .name()
                .toLowerCase(Locale.ROOT);
    }
}
