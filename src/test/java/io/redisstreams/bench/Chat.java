package io.redisstreams.bench;

/** The chat message that all parts of the benchmark send. */
final class Chat {
    static final String STREAM = "chat:messages";
    static final String GROUP = "chat-processing-group";
    static final String TYPE = "message.sent";
    static final String PAYLOAD = """
            {"senderId":"alice","receiverId":"bob","content":"See you at the station at seven, I bring the tickets.",\
            "roomId":"general"}""";

    private Chat() {}
}
