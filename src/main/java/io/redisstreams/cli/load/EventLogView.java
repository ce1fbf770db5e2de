package io.redisstreams.cli.load;

import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** The event log, as it can be seen from here. */
interface EventLogView {
    /** The rows of these events. */
    List<LoggedEvent> find(Set<UUID> ids) throws IOException, SQLException, InterruptedException;

    /** The groups that handle the events of a kind. */
    Set<String> groups(Kind kind) throws IOException, InterruptedException;
}
