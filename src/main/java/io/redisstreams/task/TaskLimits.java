package io.redisstreams.task;

/** How long a task's texts may be, in characters. */
public final class TaskLimits {
    public static final int TITLE = 200;
    /** Description and completion notes. */
    public static final int TEXT = 10_000;
    /** Who is assigned, created or completed: any system's id. */
    public static final int PERSON = 100;

    private TaskLimits() {}
}
