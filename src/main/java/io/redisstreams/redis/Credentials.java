package io.redisstreams.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.redisstreams.process.EnvironmentText;
import io.vertx.redis.client.RedisOptions;
import java.net.URLEncoder;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.Config;

/**
 * REDIS_USERNAME and REDIS_PASSWORD (or REDIS_PASSWORD_FILE) as the environment has them: any character is allowed, and
 * no part is read as an expression.
 */
record Credentials(Optional<String> username, Optional<String> password) {
    /** A URL without user and password: its scheme, and the rest. */
    private static final Pattern ANONYMOUS = Pattern.compile("(rediss?://)([^@]*)");

    static Credentials of(Config config) {
        EnvironmentText environment =
                new EnvironmentText(name -> config.getConfigValue(name).getRawValue());
        return new Credentials(environment.get("REDIS_USERNAME"), environment.get("REDIS_PASSWORD"));
    }

    /** {@code quarkus.redis.hosts} and {@code quarkus.redis.password} win over the variables. */
    void addTo(RedisOptions options) {
        if (options.getPassword() == null) {
            password.ifPresent(options::setPassword);
        }
        if (username.isPresent()) {
            String user = encode(username.get()) + ":" + encode(options.getPassword()) + "@";
            List<String> urls =
                    options.getEndpoints().stream().map(url -> with(user, url)).toList();
            options.setEndpoints(urls);
        }
    }

    private static String with(String user, String url) {
        Matcher anonymous = ANONYMOUS.matcher(url);
        return anonymous.matches() ? anonymous.group(1) + user + anonymous.group(2) : url;
    }

    private static String encode(String text) {
        return text == null ? "" : URLEncoder.encode(text, UTF_8);
    }
}
