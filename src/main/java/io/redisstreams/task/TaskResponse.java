package io.redisstreams.task;

record TaskResponse(TaskView task) {}
