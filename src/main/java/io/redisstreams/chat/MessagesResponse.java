package io.redisstreams.chat;

import java.util.List;

record MessagesResponse(String roomId, List<MessageView> messages, long total, int limit, int offset) {}
