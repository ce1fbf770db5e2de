package io.redisstreams.dev;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** One server on a free port of the loopback address. */
interface EmbeddedServer {
    Path data();

    /** Where the running server keeps its process id. */
    PidFile pidFile();

    /** Starts the server and returns when it answers. */
    ProcessHandle start() throws IOException;

    /** The address for people. */
    String address();

    /** The Quarkus properties with the address of this server. */
    Map<String, String> properties();
}
