package io.redisstreams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.redisstreams.chat.MessageSent;
import io.redisstreams.event.BadPayloadException;
import io.redisstreams.system.SystemEvent;
import io.redisstreams.task.TaskCompleted;
import io.redisstreams.task.TaskCreated;
import io.redisstreams.task.TaskPriority;
import io.redisstreams.user.UserCreated;
import io.redisstreams.user.UserDeleted;
import io.redisstreams.user.UserUpdated;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Payloads as any producer may write them. */
class PayloadsTest {
    private static final ObjectMapper JSON = new ObjectMapper().registerModule(new JavaTimeModule());
    private static final Map<String, Class<?>> TYPES = Map.of(
            "user.created", UserCreated.class,
            "user.updated", UserUpdated.class,
            "user.deleted", UserDeleted.class,
            "message.sent", MessageSent.class,
            "task.created", TaskCreated.class,
            "task.completed", TaskCompleted.class,
            "system", SystemEvent.class);

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    user.created   | {"userId": "019c13a8-7d3b-7c55-9a4e-3f0d2b6c8e11"}
                    user.updated   | {"userId": "019c13a8-7d3b-7c55-9a4e-3f0d2b6c8e11", "other": {"a": 1}}
                    user.deleted   | {"userId": "019c13a8-7d3b-7c55-9a4e-3f0d2b6c8e11", "username": null}
                    message.sent   | {"senderId": "a", "receiverId": "b", "content": "c", "messageId": 7}
                    task.created   | {"taskId": "019c13a8-7d3b-7c55-9a4e-3f0d2b6c8e11", "title": "t", "assignedTo": "a", "createdBy": "b"}
                    task.completed | {"taskId": "019c13a8-7d3b-7c55-9a4e-3f0d2b6c8e11", "completedBy": "a"}
                    system         | {"level": "error", "message": "m", "metadata": {"a": [1]}}
                    system         | {"level": "warn", "message": "m"}
                    """)
    void areReadWithWhatIsNeeded(String type, String payload) {
        assertThatCode(() -> JSON.readValue(payload, TYPES.get(type))).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    user.created   | {}
                    user.created   | {"userId": "no uuid"}
                    user.updated   | {"userId": null}
                    user.deleted   | {"username": "a"}
                    message.sent   | {"senderId": "a", "receiverId": "b"}
                    message.sent   | {"senderId": " ", "receiverId": "b", "content": "c"}
                    message.sent   | {"senderId": "a", "receiverId": "b", "content": "c", "roomId": ""}
                    message.sent   | []
                    task.created   | {"taskId": "019c13a8-7d3b-7c55-9a4e-3f0d2b6c8e11", "title": "t", "assignedTo": "a"}
                    task.created   | {"taskId": "019c13a8-7d3b-7c55-9a4e-3f0d2b6c8e11", "title": "t", "assignedTo": "a", "createdBy": "b", "priority": "urgent"}
                    task.completed | {"completedBy": "a"}
                    system         | {"level": "fatal", "message": "m"}
                    system         | {"level": "error"}
                    """)
    void areRefusedInAnotherShape(String type, String payload) {
        assertThatThrownBy(() -> JSON.readValue(payload, TYPES.get(type))).isInstanceOf(JsonProcessingException.class);
    }

    @Test
    void fillInWhatIsUsual() {
        assertThat(new MessageSent("a", "b", "c", null).roomId()).isEqualTo("general");
        assertThat(new TaskCreated(UUID.randomUUID(), "t", null, null, "a", "b", null).priority())
                .isEqualTo(TaskPriority.MEDIUM);
    }

    @Test
    void areRefusedWhenTheyAreTooLong() {
        assertThatThrownBy(() -> new MessageSent("a", "b", "c".repeat(10_001), null))
                .isInstanceOf(BadPayloadException.class)
                .hasMessage("content is longer than 10000 characters");
        assertThatThrownBy(() -> new MessageSent("a".repeat(101), "b", "c", null))
                .isInstanceOf(BadPayloadException.class);
    }
}
