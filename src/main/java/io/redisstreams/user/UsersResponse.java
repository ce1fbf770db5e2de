package io.redisstreams.user;

import java.util.List;

/** @param count of this page; {@code total} of all that match */
record UsersResponse(List<UserView> users, int count, long total, int limit, int offset) {}
