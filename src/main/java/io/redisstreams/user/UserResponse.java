package io.redisstreams.user;

record UserResponse(UserView user) {}
