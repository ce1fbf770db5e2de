package io.redisstreams.security;

import io.quarkus.vertx.http.HttpServerOptionsCustomizer;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpServerOptions;
import jakarta.enterprise.context.ApplicationScoped;

/** Lets nobody connect by TLS without a certificate of a trusted authority. Quarkus's own setting is fixed in the build. */
@ApplicationScoped
class ClientCertificates implements HttpServerOptionsCustomizer {
    private final boolean required;

    ClientCertificates(SecurityConfig config) {
        this.required = config.clientCertificates();
    }

    @Override
    public void customizeHttpsServer(HttpServerOptions options) {
        if (required) {
            options.setClientAuth(ClientAuth.REQUIRED);
        }
    }
}
