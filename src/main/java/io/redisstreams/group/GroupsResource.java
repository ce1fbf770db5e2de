package io.redisstreams.group;

import io.redisstreams.fault.MissingException;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.Set;
import org.jboss.resteasy.reactive.RestPath;

/** Pauses and resumes consumer groups, in all instances. */
@Path("/api/groups")
class GroupsResource {
    private final Groups groups;
    private final GroupStore store;
    private final PausedGroups pausedGroups;

    GroupsResource(Groups groups, GroupStore store, PausedGroups pausedGroups) {
        this.groups = groups;
        this.pausedGroups = pausedGroups;
        this.store = store;
    }

    record GroupState(String group, String stream, boolean paused) {}

    record GroupsResponse(List<GroupState> groups) {}

    @GET
    public GroupsResponse list() {
        Set<String> paused = store.paused();
        return new GroupsResponse(groups.all().stream()
                .map(group -> new GroupState(group.name(), group.stream(), paused.contains(group.name())))
                .toList());
    }

    @POST
    @Path("/{group}/pause")
    public GroupState pause(@RestPath String group) {
        GroupSettings settings = require(group);
        store.pause(settings);
        pausedGroups.refresh();
        return new GroupState(settings.name(), settings.stream(), true);
    }

    @POST
    @Path("/{group}/resume")
    public GroupState resume(@RestPath String group) {
        GroupSettings settings = require(group);
        store.resume(settings);
        pausedGroups.refresh();
        return new GroupState(settings.name(), settings.stream(), false);
    }

    private GroupSettings require(String name) {
        return groups.find(name)
                .orElseThrow(() -> new MissingException(
                        "There is no consumer group '" + name + "'; GET /api/groups lists those that there are"));
    }
}
