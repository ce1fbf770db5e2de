package io.redisstreams.cli.load;

import io.agroal.api.AgroalDataSource;
import io.redisstreams.group.GroupSettings;
import io.redisstreams.group.Groups;
import io.redisstreams.postgres.Times;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** The event log in PostgreSQL. */
final class JdbcView implements EventLogView {
    private static final String SELECT = """
            SELECT event_id, group_name, status, published_at, processed_at FROM event_log WHERE event_id = ANY (?)""";

    private final AgroalDataSource database;
    private final Groups groups;

    JdbcView(AgroalDataSource database, Groups groups) {
        this.database = database;
        this.groups = groups;
    }

    @Override
    public List<LoggedEvent> find(Set<UUID> ids) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(SELECT)) {
            select.setArray(1, connection.createArrayOf("uuid", ids.toArray()));
            List<LoggedEvent> found = new ArrayList<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    found.add(new LoggedEvent(
                            rows.getObject(1, UUID.class),
                            rows.getString(2),
                            rows.getString(3),
                            Times.instant(rows, 4),
                            Times.instant(rows, 5)));
                }
            }
            return found;
        }
    }

    @Override
    public Set<String> groups(Kind kind) {
        return groups.ofStream(kind.stream).stream().map(GroupSettings::name).collect(Collectors.toSet());
    }
}
