package io.redisstreams.security;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithParentName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Who may do what ({@code streams.security}). */
@ConfigMapping(prefix = "streams.security")
public interface SecurityConfig {
    /** How callers say who they are: oidc, tokens or none. Production has no default: it must be chosen. */
    @WithParentName
    Optional<Mode> mode();

    /** Tokens of the mode {@code tokens}. */
    Tokens tokens();

    /** Streams that custom and batch calls reach only with a grant that names them, such as {@code publisher:user:events}. */
    @WithDefault("user:events,chat:messages,task:queue,system:logs")
    List<String> closedStreams();

    /**
     * Which of {@code /q/metrics}, {@code /q/openapi} and {@code /q/swagger-ui} anybody may read; the others need the role
     * reader.
     */
    Optional<List<String>> open();

    /** The name of who acts outside of an HTTP call: this service, or the user of a command. */
    @WithDefault("service")
    String caller();

    /** Whether a TLS connection needs a certificate of an authority in the trust store. */
    @WithDefault("false")
    boolean clientCertificates();

    interface Tokens {
        /** A file with one token a line, as {@code streams token create} writes it; read again when it changes. */
        Optional<Path> file();

        /** The same lines, with semicolons between them. */
        Optional<String> list();

        /** How often the service looks whether the file has changed. */
        @WithDefault("2S")
        Duration reloadEvery();
    }
}
