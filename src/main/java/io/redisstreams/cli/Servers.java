package io.redisstreams.cli;

import io.redisstreams.redis.EnvironmentHosts;
import org.eclipse.microprofile.config.ConfigProvider;

/** Where the servers are, as the configuration says, without the passwords in it. */
final class Servers {
    private Servers() {}

    static String redis() {
        return ConfigProvider.getConfig()
                .getOptionalValue("quarkus.redis.hosts", String.class)
                .map(Servers::withoutSecrets)
                .orElseGet(EnvironmentHosts::url);
    }

    static String postgres() {
        return withoutSecrets(configured("quarkus.datasource.jdbc.url"));
    }

    static String withoutSecrets(String urls) {
        return urls.replaceAll("//[^@/,]*@", "//").replaceAll("\\?[^,]*", "");
    }

    private static String configured(String property) {
        return ConfigProvider.getConfig()
                .getOptionalValue(property, String.class)
                .orElse("?");
    }
}
