package io.redisstreams.event;

import java.util.List;

/** The event types and streams that the service publishes. Custom streams carry any type. */
public final class EventTypes {
    public static final String USER_EVENTS = "user:events";
    public static final String CHAT_MESSAGES = "chat:messages";
    public static final String TASK_QUEUE = "task:queue";
    public static final String SYSTEM_LOGS = "system:logs";

    public static final String USER_CREATED = "user.created";
    public static final String USER_UPDATED = "user.updated";
    public static final String USER_DELETED = "user.deleted";
    public static final String MESSAGE_SENT = "message.sent";
    public static final String TASK_CREATED = "task.created";
    public static final String TASK_COMPLETED = "task.completed";
    public static final String SYSTEM_ERROR = "system.error";
    public static final String SYSTEM_INFO = "system.info";

    public static final List<String> STREAMS = List.of(USER_EVENTS, CHAT_MESSAGES, TASK_QUEUE, SYSTEM_LOGS);
    public static final List<String> ALL = List.of(
            USER_CREATED,
            USER_UPDATED,
            USER_DELETED,
            MESSAGE_SENT,
            TASK_CREATED,
            TASK_COMPLETED,
            SYSTEM_ERROR,
            SYSTEM_INFO);

    /** The allowed form of a type, for validation of input. At most {@value #TYPE_LENGTH} characters. */
    public static final String TYPE_PATTERN = "[a-z0-9][a-z0-9_-]*(\\.[a-z0-9_-]+)*";

    public static final int TYPE_LENGTH = 100;

    public static final String STREAM_PATTERN = "[A-Za-z0-9][A-Za-z0-9:_.-]{0,127}";

    private EventTypes() {}

    /** The stream of one of the service's types; null for any other type. */
    public static String streamOf(String type) {
        return switch (type) {
            case USER_CREATED, USER_UPDATED, USER_DELETED -> USER_EVENTS;
            case MESSAGE_SENT -> CHAT_MESSAGES;
            case TASK_CREATED, TASK_COMPLETED -> TASK_QUEUE;
            case SYSTEM_ERROR, SYSTEM_INFO -> SYSTEM_LOGS;
            default -> null;
        };
    }
}
