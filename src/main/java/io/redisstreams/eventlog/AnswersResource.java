package io.redisstreams.eventlog;

import com.fasterxml.jackson.annotation.JsonRawValue;
import io.agroal.api.AgroalDataSource;
import io.redisstreams.event.Text;
import io.redisstreams.postgres.Times;
import io.redisstreams.security.Roles;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jboss.resteasy.reactive.RestPath;

/** The answers of a group's endpoint to the newest events. */
@Path("/api/groups/{group}/answers")
@RolesAllowed(Roles.READER)
@Produces(MediaType.APPLICATION_JSON)
class AnswersResource {
    private static final int MOST = 50;
    private static final String NEWEST = """
            SELECT event_id, event_type, status, attempts, answer::text, error, created_at FROM event_log
            WHERE group_name = ? AND answer IS NOT NULL ORDER BY id DESC LIMIT ?""";

    private final AgroalDataSource database;

    AnswersResource(AgroalDataSource database) {
        this.database = database;
    }

    /**
     * @param status of the event
     * @param answer the last one: status, the beginning of the body, milliseconds
     */
    record Answered(
            UUID eventId,
            String eventType,
            String status,
            int attempts,
            @JsonRawValue @Schema(type = SchemaType.OBJECT) String answer,
            String error,
            Instant createdAt) {}

    record AnswersResponse(List<Answered> answers) {}

    @GET
    @Blocking
    public AnswersResponse answers(@RestPath String group) {
        if (!Text.storable(group)) {
            return new AnswersResponse(List.of());
        }
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(NEWEST)) {
            select.setString(1, group);
            select.setInt(2, MOST);
            List<Answered> answers = new ArrayList<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    answers.add(new Answered(
                            rows.getObject(1, UUID.class),
                            rows.getString(2),
                            rows.getString(3),
                            rows.getInt(4),
                            rows.getString(5),
                            rows.getString(6),
                            Times.instant(rows, 7)));
                }
            }
            return new AnswersResponse(answers);
        } catch (SQLException failure) {
            throw new IllegalStateException("The answers cannot be read: " + failure.getMessage(), failure);
        }
    }
}
