package io.redisstreams.task;

/** The longest texts of a task, in characters. */
public final class TaskLimits {
    public static final int TITLE = 200;
    /** Description and completion notes. */
    public static final int TEXT = 10_000;
    /** The ids of assignee, creator and completer, from any system. */
    public static final int PERSON = 100;

    private TaskLimits() {}
}
