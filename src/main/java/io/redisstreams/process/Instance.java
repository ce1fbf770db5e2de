package io.redisstreams.process;

import com.github.f4b6a3.uuid.UuidCreator;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** The name of this process among all that share the groups: unique to one start, and telling where it runs. */
@ApplicationScoped
public class Instance {
    private final String name;

    public Instance() {
        String random = UuidCreator.getRandomBased().toString().substring(0, 8);
        this.name = host() + "-" + ProcessHandle.current().pid() + "-" + random;
    }

    public String name() {
        return name;
    }

    /** The name under which its sessions stand in PostgreSQL, which takes 63 characters; the end is what tells them apart. */
    public String sessionName() {
        return name.substring(Math.max(0, name.length() - 63));
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException nameless) {
            return "localhost";
        }
    }
}
