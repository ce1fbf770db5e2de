package io.redisstreams.group;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.redisstreams.fault.MissingException;
import io.redisstreams.group.GroupAdmin.Defined;
import io.redisstreams.group.InfoResponse.ConfiguredGroup;
import io.redisstreams.security.Roles;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;

/** Shows, defines, changes, pauses and deletes consumer groups, in all instances. */
@Path("/api/groups")
@RolesAllowed(Roles.READER)
@Produces(MediaType.APPLICATION_JSON)
class GroupsResource {
    private final Groups groups;
    private final GroupStore store;
    private final PausedGroups pausedGroups;
    private final DefinedGroups defined;
    private final GroupAdmin admin;

    GroupsResource(
            Groups groups, GroupStore store, PausedGroups pausedGroups, DefinedGroups defined, GroupAdmin admin) {
        this.groups = groups;
        this.pausedGroups = pausedGroups;
        this.store = store;
        this.defined = defined;
        this.admin = admin;
    }

    /**
     * @param source where the group comes from: configuration or api
     * @param deleting whether it is being deleted
     * @param settings with the defaults filled in
     * @param secret that signs the calls, when it was made by this call; it is never shown again
     */
    record GroupState(
            String group,
            String stream,
            boolean paused,
            String source,
            boolean deleting,
            ConfiguredGroup settings,
            @JsonInclude(JsonInclude.Include.NON_NULL) String secret) {}

    record GroupsResponse(List<GroupState> groups) {}

    @GET
    public GroupsResponse list() {
        Set<String> paused = store.paused();
        List<GroupState> all = new ArrayList<>();
        groups.all().forEach(group -> all.add(state(group, paused.contains(group.name()))));
        defined.deleted().forEach(deleted -> all.add(deleting(deleted.group())));
        return new GroupsResponse(all);
    }

    @GET
    @Path("/{group}")
    public GroupState get(@RestPath String group) {
        return defined.deleted().stream()
                .map(DefinedGroups.Deleted::group)
                .filter(leaving -> leaving.name().equals(group))
                .findFirst()
                .map(GroupsResource::deleting)
                .orElseGet(() -> state(require(group), store.paused().contains(group)));
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @APIResponseSchema(value = GroupState.class, responseCode = "201")
    @RolesAllowed(Roles.OPERATOR)
    public RestResponse<GroupState> create(@NotNull GroupDefinition definition) {
        Defined created = admin.create(definition);
        String name = created.group().name();
        return RestResponse.ResponseBuilder.create(
                        RestResponse.Status.CREATED, state(created.group(), false, created.secret()))
                .header("Location", "/api/groups/" + URLEncoder.encode(name, StandardCharsets.UTF_8))
                .build();
    }

    @PUT
    @Path("/{group}")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.OPERATOR)
    public GroupState replace(@RestPath String group, @NotNull GroupDefinition definition) {
        Defined replaced = admin.replace(group, definition);
        return state(replaced.group(), store.paused().contains(group), replaced.secret());
    }

    @DELETE
    @Path("/{group}")
    @APIResponseSchema(value = GroupState.class, responseCode = "202")
    @RolesAllowed(Roles.OPERATOR)
    public RestResponse<GroupState> delete(@RestPath String group, @RestQuery String pending) {
        GroupSettings settings = defined.deleted().stream()
                .map(DefinedGroups.Deleted::group)
                .filter(leaving -> leaving.name().equals(group))
                .findFirst()
                .orElseGet(() -> require(group));
        admin.delete(group, pending);
        return RestResponse.status(RestResponse.Status.ACCEPTED, deleting(settings));
    }

    @POST
    @Path("/{group}/pause")
    @RolesAllowed(Roles.OPERATOR)
    public GroupState pause(@RestPath String group) {
        GroupSettings settings = require(group);
        store.pause(settings);
        pausedGroups.refresh();
        return state(settings, true);
    }

    @POST
    @Path("/{group}/resume")
    @RolesAllowed(Roles.OPERATOR)
    public GroupState resume(@RestPath String group) {
        GroupSettings settings = require(group);
        store.resume(settings);
        pausedGroups.refresh();
        return state(settings, false);
    }

    private GroupState state(GroupSettings group, boolean paused) {
        return state(group, paused, null);
    }

    private GroupState state(GroupSettings group, boolean paused, String secret) {
        String source = groups.isConfigured(group.name()) ? "configuration" : "api";
        return new GroupState(group.name(), group.stream(), paused, source, false, ConfiguredGroup.of(group), secret);
    }

    private static GroupState deleting(GroupSettings group) {
        return new GroupState(group.name(), group.stream(), false, "api", true, ConfiguredGroup.of(group), null);
    }

    private GroupSettings require(String name) {
        return groups.find(name)
                .orElseThrow(() -> new MissingException("This service has no consumer group '" + name
                        + "'; GET /api/groups lists those that it can pause. The consumers of other programs"
                        + " are paused by stopping these programs"));
    }
}
