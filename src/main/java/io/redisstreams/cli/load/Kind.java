package io.redisstreams.cli.load;

import static io.redisstreams.event.EventTypes.CHAT_MESSAGES;
import static io.redisstreams.event.EventTypes.MESSAGE_SENT;
import static io.redisstreams.event.EventTypes.SYSTEM_INFO;
import static io.redisstreams.event.EventTypes.SYSTEM_LOGS;
import static io.redisstreams.event.EventTypes.TASK_CREATED;
import static io.redisstreams.event.EventTypes.TASK_QUEUE;
import static io.redisstreams.event.EventTypes.USER_CREATED;
import static io.redisstreams.event.EventTypes.USER_EVENTS;

import java.util.UUID;

/** What a load consists of: a call of the API, or the event that the call would publish. */
public enum Kind {
    USER("/api/users", USER_EVENTS, USER_CREATED) {
        @Override
        String body(String run, long number) {
            return "{\"username\":\"load-%1$s-%2$d\",\"email\":\"load-%1$s-%2$d@example.org\"}".formatted(run, number);
        }

        @Override
        String payload(String run, long number) {
            return with("userId", "\"status\":\"active\"," + body(run, number).substring(1));
        }
    },
    CHAT("/api/events/chat", CHAT_MESSAGES, MESSAGE_SENT) {
        @Override
        String body(String run, long number) {
            return "{\"senderId\":\"load-%s\",\"receiverId\":\"bob\",\"roomId\":\"load\",\"content\":\"Message %d\"}"
                    .formatted(run, number);
        }
    },
    TASK("/api/events/tasks", TASK_QUEUE, TASK_CREATED) {
        @Override
        String body(String run, long number) {
            return "{\"title\":\"Task %2$d\",\"assignedTo\":\"load-%1$s\",\"createdBy\":\"load-%1$s\",\"priority\":\"low\"}"
                    .formatted(run, number);
        }

        @Override
        String payload(String run, long number) {
            return with("taskId", body(run, number).substring(1));
        }
    },
    LOG("/api/events/logs", SYSTEM_LOGS, SYSTEM_INFO) {
        @Override
        String body(String run, long number) {
            return "{\"level\":\"info\",\"message\":\"Load %s, line %d\"}".formatted(run, number);
        }
    };

    final String path;
    final String stream;
    final String eventType;

    Kind(String path, String stream, String eventType) {
        this.path = path;
        this.stream = stream;
        this.eventType = eventType;
    }

    /** @param run makes what must be unique differ from other runs */
    abstract String body(String run, long number);

    String payload(String run, long number) {
        return body(run, number);
    }

    private static String with(String id, String rest) {
        return "{\"" + id + "\":\"" + UUID.randomUUID() + "\"," + rest;
    }
}
