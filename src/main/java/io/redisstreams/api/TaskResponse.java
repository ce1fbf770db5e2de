package io.redisstreams.api;

import io.redisstreams.task.TaskView;

record TaskResponse(TaskView task) {}
