package io.redisstreams.security;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/** The tokens of the mode {@code tokens}, from a file and from the configuration. */
@ApplicationScoped
class ApiTokens {
    private static final Logger LOG = Logger.getLogger(ApiTokens.class);

    private final boolean used;
    private final Optional<Path> file;
    private final Optional<String> list;

    private volatile Map<String, ApiToken> byHash = Map.of();

    ApiTokens(SecurityConfig config) {
        this.used = config.mode().filter(Mode.TOKENS::equals).isPresent();
        this.file = config.tokens().file();
        this.list = config.tokens().list();
    }

    /** Empty for a token that nobody was given. Does not block. */
    Optional<ApiToken> find(String token) {
        return Optional.ofNullable(byHash.get(ApiToken.hash(token)));
    }

    /** @throws ConfigurationException when there is no token, or one cannot be read */
    void load() {
        try {
            byHash = read();
        } catch (IOException unreadable) {
            throw new ConfigurationException("The tokens cannot be read from " + file.orElseThrow()
                    + " (streams.security.tokens.file): " + unreadable);
        } catch (IllegalArgumentException malformed) {
            throw new ConfigurationException("The tokens cannot be read: " + malformed.getMessage());
        }
        if (byHash.isEmpty()) {
            throw new ConfigurationException("streams.security=tokens needs tokens: `streams token create` makes one;"
                    + " name the file by streams.security.tokens.file");
        }
    }

    /** Takes over what has changed in the file. While it cannot be read, the tokens stay as they were. */
    @Scheduled(
            identity = "api-tokens",
            every = "${streams.security.tokens.reload-every:2s}",
            concurrentExecution = ConcurrentExecution.SKIP)
    void reload() throws IOException {
        if (!used || file.isEmpty()) {
            return;
        }
        Map<String, ApiToken> now = read();
        if (!now.equals(byHash)) {
            byHash = now;
            LOG.infof("The tokens have changed: %d are valid now, of %s", now.size(), names(now));
        }
    }

    private Map<String, ApiToken> read() throws IOException {
        List<String> fromFile = file.isPresent() ? Files.readAllLines(file.get()) : List.of();
        Map<String, ApiToken> found = new HashMap<>();
        Stream.concat(fromFile.stream(), list.stream().flatMap(text -> Stream.of(text.split(";"))))
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .map(ApiToken::read)
                .forEach(token -> found.put(token.hash(), token));
        return found;
    }

    private static List<String> names(Map<String, ApiToken> tokens) {
        return tokens.values().stream().map(ApiToken::name).distinct().sorted().toList();
    }
}
