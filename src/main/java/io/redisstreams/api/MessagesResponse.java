package io.redisstreams.api;

import io.redisstreams.chat.MessageView;
import java.util.List;

record MessagesResponse(String roomId, List<MessageView> messages, long total, int limit, int offset) {}
