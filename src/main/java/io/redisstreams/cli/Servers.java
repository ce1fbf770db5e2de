package io.redisstreams.cli;

import io.redisstreams.redis.EnvironmentHosts;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.ConfigProvider;

/** The servers that commands work on, and where they are. */
enum Servers {
    REDIS("Redis", "quarkus.redis.hosts") {
        @Override
        String otherwise() {
            return EnvironmentHosts.url();
        }
    },
    POSTGRES("PostgreSQL", "quarkus.datasource.jdbc.url") {
        @Override
        String otherwise() {
            return "?";
        }
    };

    private final String title;
    private final String property;

    Servers(String title, String property) {
        this.title = title;
        this.property = property;
    }

    /** The address when the property is not set. */
    abstract String otherwise();

    /** The address, without user and password, and whether a running dev mode named it. */
    String address() {
        var value = ConfigProvider.getConfig().getConfigValue(property);
        String address = value.getValue() == null ? otherwise() : withoutSecrets(value.getValue());
        boolean dev = String.valueOf(value.getSourceName()).contains(DevServers.NAME);
        return title + " at " + address + (dev ? " of " + DevServers.NAME : "");
    }

    /** One line that names the servers. */
    static String line(Set<Servers> servers) {
        return "Using " + servers.stream().map(Servers::address).collect(Collectors.joining(", "));
    }

    static String withoutSecrets(String urls) {
        return urls.replaceAll("//[^@/,]*@", "//").replaceAll("\\?[^,]*", "");
    }
}
