package io.redisstreams.api;

import io.redisstreams.user.UserView;

record UserResponse(UserView user) {}
