package io.redisstreams.task;

import java.util.List;

record TasksResponse(List<TaskView> tasks, long total, int limit, int offset) {}
