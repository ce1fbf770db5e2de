package io.redisstreams.security;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Map;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Certificates of a service and of a caller, each its own authority. */
final class Certificates {
    private static final String PASSWORD = "changeit";

    private final Path service;
    private final Path caller;
    private final Path trusted;

    Certificates(Path directory) {
        try {
            Files.createDirectories(directory);
            service = make(directory.resolve("service.p12"));
            caller = make(directory.resolve("caller.p12"));
            trusted = directory.resolve("trusted.p12");
            try (OutputStream file = Files.newOutputStream(trusted)) {
                trusting(caller).store(file, PASSWORD.toCharArray());
            }
        } catch (IOException | GeneralSecurityException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** Of the service: its own certificate, and the only caller that it trusts. */
    Map<String, String> settings() {
        return Map.of(
                "quarkus.http.tls-configuration-name",
                "http",
                "quarkus.tls.http.key-store.p12.path",
                service.toString(),
                "quarkus.tls.http.key-store.p12.password",
                PASSWORD,
                "quarkus.tls.http.trust-store.p12.path",
                trusted.toString(),
                "quarkus.tls.http.trust-store.p12.password",
                PASSWORD,
                "quarkus.http.test-ssl-port",
                "0",
                "streams.security.client-certificates",
                "true");
    }

    /** @param known whether it shows the certificate that the service trusts */
    HttpClient client(boolean known) throws IOException, GeneralSecurityException {
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusting(service));
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(read(caller), PASSWORD.toCharArray());
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(known ? keys.getKeyManagers() : new KeyManager[0], trust.getTrustManagers(), null);
        return HttpClient.newBuilder().sslContext(tls).build();
    }

    private static KeyStore trusting(Path store) throws IOException, GeneralSecurityException {
        KeyStore trusting = KeyStore.getInstance("PKCS12");
        trusting.load(null, null);
        trusting.setCertificateEntry("trusted", read(store).getCertificate("one"));
        return trusting;
    }

    private static KeyStore read(Path store) throws IOException, GeneralSecurityException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream file = Files.newInputStream(store)) {
            keys.load(file, PASSWORD.toCharArray());
        }
        return keys;
    }

    private static Path make(Path store) {
        try {
            Files.deleteIfExists(store);
            Process keytool = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "keytool")
                                    .toString(),
                            "-genkeypair",
                            "-alias",
                            "one",
                            "-keyalg",
                            "EC",
                            "-dname",
                            "CN=localhost",
                            "-ext",
                            "san=dns:localhost",
                            "-keystore",
                            store.toString(),
                            "-storepass",
                            PASSWORD)
                    .inheritIO()
                    .start();
            if (keytool.waitFor() != 0) {
                throw new IllegalStateException("keytool failed");
            }
            return store;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }
}
