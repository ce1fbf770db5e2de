package io.redisstreams.group;

import io.redisstreams.event.EventTypes;
import io.redisstreams.fault.ConflictException;
import io.redisstreams.http.problem.BadParameterException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Defines, changes and deletes groups while the service runs. Groups of the configuration stay as they are there. */
@ApplicationScoped
class GroupAdmin {
    private final Groups groups;
    private final GroupDefinitions definitions;
    private final DefinedGroups defined;
    private final StreamsConfig config;

    GroupAdmin(Groups groups, GroupDefinitions definitions, DefinedGroups defined, StreamsConfig config) {
        this.groups = groups;
        this.definitions = definitions;
        this.defined = defined;
        this.config = config;
    }

    /** @param secret that was made for the group; null when the call brought its own, or none is needed */
    record Defined(GroupSettings group, String secret) {}

    /**
     * @throws BadParameterException when a setting is not allowed
     * @throws ConflictException when a group has this name
     */
    Defined create(GroupDefinition given) {
        requireName("name", given.name());
        requireName("stream", given.stream());
        requireNotConfigured(given.name());
        String secret = WebhookSecret.generate();
        GroupDefinition wanted = given.signedBy(Optional.of(List.of(secret)));
        GroupSettings group = check(wanted);
        definitions.create(wanted, config.maxGroups());
        defined.refresh();
        return defined(group, wanted, secret);
    }

    /** Replaces all settings but the name and the stream, which a group keeps, and secrets that the call does not name. */
    Defined replace(String name, GroupDefinition wanted) {
        requireNotConfigured(name);
        requirePossible(name);
        requireSame("name", name, wanted.name());
        String secret = WebhookSecret.generate();
        GroupDefinition kept = definitions.replace(name, present -> {
            requireSame("stream", present.stream(), wanted.stream());
            GroupDefinition replaced = wanted.of(name, present.stream())
                    .signedBy(present.secrets())
                    .signedBy(Optional.of(List.of(secret)));
            check(replaced);
            return replaced;
        });
        defined.refresh();
        return defined(check(kept), kept, secret);
    }

    private static Defined defined(GroupSettings group, GroupDefinition kept, String secret) {
        boolean signs = kept.secrets().filter(List.of(secret)::equals).isPresent();
        return new Defined(group, signs ? secret : null);
    }

    /** Stops the group in every instance; then {@code pending} decides what happens to its unfinished events. */
    void delete(String name, String pending) {
        PendingFate fate = PendingFate.of(Objects.requireNonNullElse(pending, PendingFate.FAIL.word()));
        if (fate == null) {
            throw new BadParameterException("pending", "must be fail or discard");
        }
        requireNotConfigured(name);
        requirePossible(name);
        definitions.delete(name, fate);
        defined.refresh();
    }

    private GroupSettings check(GroupDefinition definition) {
        try {
            return GroupSettings.of(definition.name(), definition, config);
        } catch (InvalidSettingException invalid) {
            throw new BadParameterException(camelCase(invalid.setting()), invalid.rule());
        }
    }

    private static void requireName(String field, String name) {
        if (name == null || !name.matches(EventTypes.STREAM_PATTERN)) {
            throw new BadParameterException(
                    field,
                    "must have 1 to 128 letters, digits, and the characters : _ . - and begin with a letter or a digit");
        }
    }

    /** No group has a name that none can have, and PostgreSQL does not take every text. */
    private static void requirePossible(String name) {
        if (!name.matches(EventTypes.STREAM_PATTERN)) {
            throw GroupDefinitions.missing(name);
        }
    }

    private void requireNotConfigured(String name) {
        if (groups.isConfigured(name)) {
            throw new ConflictException("The group '" + name
                    + "' comes from the configuration (streams.groups.\"" + name
                    + "\"), so the API cannot change it; change it there and restart the instances");
        }
    }

    private static void requireSame(String field, String present, String wanted) {
        if (wanted != null && !wanted.equals(present)) {
            throw new BadParameterException(
                    field,
                    "is '" + present + "' and cannot be changed; delete the group and create another one instead");
        }
    }

    /** The API uses camel case where the configuration uses hyphens. */
    private static String camelCase(String setting) {
        StringBuilder name = new StringBuilder();
        for (int i = 0; i < setting.length(); i++) {
            if (setting.charAt(i) == '-') {
                i++;
                name.append(Character.toUpperCase(setting.charAt(i)));
            } else {
                name.append(setting.charAt(i));
            }
        }
        return name.toString();
    }
}
