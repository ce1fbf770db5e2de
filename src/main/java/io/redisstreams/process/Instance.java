package io.redisstreams.process;

import com.github.f4b6a3.uuid.UuidCreator;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** The name of this process among all that share the groups: unique to one start, and with the name of its host. */
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

    /** The name of its sessions in PostgreSQL, which takes 63 characters; the end distinguishes the instances. */
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
