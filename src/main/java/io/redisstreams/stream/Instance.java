package io.redisstreams.stream;

import com.github.f4b6a3.uuid.UuidCreator;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** The name of this process among all that share the groups: unique to one start, and telling where it runs. */
@ApplicationScoped
class Instance {
    private final String name;

    Instance() {
        String random = UuidCreator.getRandomBased().toString().substring(0, 8);
        this.name = host() + "-" + ProcessHandle.current().pid() + "-" + random;
    }

    String name() {
        return name;
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException nameless) {
            return "localhost";
        }
    }
}
