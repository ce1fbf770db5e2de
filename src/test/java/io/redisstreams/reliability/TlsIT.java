package io.redisstreams.reliability;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A Redis that speaks TLS, with a certificate that is its own authority and names only {@code localhost}. */
class TlsIT {
    private static final String PASSWORD = "changeit";

    private static Playground playground;
    private static Path certificate;
    private static int port;

    @BeforeAll
    static void start() throws Exception {
        playground = new Playground();
        Path directory = playground.redis.directory();
        certificate = directory.resolve("redis.crt");
        Path key = directory.resolve("redis.key");
        makeCertificate(directory.resolve("redis.p12"), key);
        port = Ports.free();
        try (RespClient redis = playground.redis.connect()) {
            redis.call("CONFIG", "SET", "tls-auth-clients", "no");
            redis.call(
                    "CONFIG",
                    "SET",
                    "tls-cert-file",
                    certificate.toString(),
                    "tls-key-file",
                    key.toString(),
                    "tls-ca-cert-file",
                    certificate.toString());
            redis.call("CONFIG", "SET", "tls-port", String.valueOf(port));
        }
    }

    @AfterAll
    static void stop() {
        playground.close();
    }

    @Test
    void bothClientsSpeakTls() {
        ServiceProcess service = playground.start(tls("localhost")).awaitReady();
        assertThat(service.post("/api/events/chat", message())).isEqualTo(201);
        await().atMost(Duration.ofSeconds(20))
                .until(() -> playground.postgres.number("SELECT count(*) FROM event_log") == 1);
        try (RespClient redis = playground.redis.connect()) {
            List<String> readers = redis.call("CLIENT", "LIST")
                    .toString()
                    .lines()
                    .filter(line -> line.contains("cmd=xreadgroup"))
                    .toList();
            assertThat(readers).isNotEmpty().allMatch(line -> line.contains("laddr=127.0.0.1:" + port));
        }
        service.kill();
    }

    @Test
    void anotherNameIsRefused() {
        ServiceProcess service = playground.start(tls("127.0.0.1"));
        await().atMost(Duration.ofSeconds(60)).until(() -> service.status("/q/health/live") == 200);
        assertThat(service.post("/api/events/chat", message())).isEqualTo(503);
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(service.log()).contains("No subject alternative names"));
        service.kill();
    }

    private static Map<String, String> tls(String host) {
        return Map.of(
                "quarkus.redis.hosts",
                "rediss://" + host + ":" + port,
                "quarkus.redis.tls-configuration-name",
                "redis",
                "quarkus.tls.redis.trust-store.pem.certs",
                certificate.toString());
    }

    private static String message() {
        return "{\"senderId\": \"a\", \"receiverId\": \"b\", \"content\": \"secret\"}";
    }

    private static void makeCertificate(Path store, Path key) throws Exception {
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "redis",
                        "-keyalg",
                        "RSA",
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
        assertThat(keytool.waitFor()).isZero();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        Files.writeString(
                key,
                pem("PRIVATE KEY", keys.getKey("redis", PASSWORD.toCharArray()).getEncoded()));
        Files.writeString(
                certificate, pem("CERTIFICATE", keys.getCertificate("redis").getEncoded()));
    }

    private static String pem(String what, byte[] content) {
        return "-----BEGIN " + what + "-----\n"
                + Base64.getMimeEncoder(64, "\n".getBytes(US_ASCII)).encodeToString(content)
                + "\n-----END " + what + "-----\n";
    }
}
