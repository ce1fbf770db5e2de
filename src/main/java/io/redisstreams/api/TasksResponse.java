package io.redisstreams.api;

import io.redisstreams.task.TaskView;
import java.util.List;

record TasksResponse(List<TaskView> tasks, long total, int limit, int offset) {}
