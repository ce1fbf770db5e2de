package io.redisstreams.reliability;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A Redis that speaks TLS, with a certificate of a private authority that names only {@code localhost}. */
class TlsIT {
    private static final String PASSWORD = "changeit";

    @RegisterExtension
    static final Playground playground = new Playground();

    private static Path authority;
    private static int port;

    @BeforeAll
    static void start() throws Exception {
        authority = file("ca.crt");
        makeAuthority();
        makeCertificate("redis", "-validity", "90");
        port = Ports.free();
        try (RespClient redis = playground.redis.connect()) {
            redis.call("CONFIG", "SET", "tls-auth-clients", "no");
            redis.call("CONFIG", "SET", "tls-ca-cert-file", authority.toString());
            present(redis, "redis");
            redis.call("CONFIG", "SET", "tls-port", String.valueOf(port));
        }
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

    /** All by the names of the environment, and Redis asks for the certificate of the service. */
    @Test
    void eachProvesWhoItIs() throws Exception {
        Path password = Files.writeString(file("password"), "p@ss word\n");
        try (RespClient redis = playground.redis.connect()) {
            redis.call("CONFIG", "SET", "tls-auth-clients", "yes");
            redis.call("ACL", "SETUSER", "service", "on", ">p@ss word", "~*", "&*", "+@all");
            Map<String, String> environment = new HashMap<>(Map.of(
                    "REDIS_HOST", "localhost",
                    "REDIS_PORT", String.valueOf(port),
                    "REDIS_TLS", "true",
                    "REDIS_DB", "3",
                    "REDIS_USERNAME", "service",
                    "REDIS_PASSWORD_FILE", password.toString(),
                    "REDIS_CA_FILE", authority.toString(),
                    "REDIS_CERT_FILE", file("redis.crt").toString(),
                    "REDIS_KEY_FILE", file("redis.key").toString()));
            ServiceProcess service = playground.start(environment).awaitReady();
            assertThat(service.post("/api/events/chat", message())).isEqualTo(201);
            redis.call("SELECT", "3");
            assertThat(redis.call("EXISTS", "chat:messages")).isEqualTo(1L);
            service.kill();

            environment.remove("REDIS_CERT_FILE");
            environment.remove("REDIS_KEY_FILE");
            ServiceProcess unknown = playground.start(environment);
            await().atMost(Duration.ofSeconds(60)).until(() -> unknown.status("/q/health/live") == 200);
            assertThat(unknown.post("/api/events/chat", message())).isEqualTo(503);
            unknown.kill();
        } finally {
            try (RespClient redis = playground.redis.connect()) {
                redis.call("CONFIG", "SET", "tls-auth-clients", "no");
            }
        }
    }

    @Test
    void aCertificateThatIsOverIsRefused() throws Exception {
        makeCertificate("expired", "-startdate", "-10d", "-validity", "5");
        try (RespClient redis = playground.redis.connect()) {
            present(redis, "expired");
            ServiceProcess service = playground.start(Map.of(
                    "REDIS_HOST",
                    "localhost",
                    "REDIS_PORT",
                    String.valueOf(port),
                    "REDIS_TLS",
                    "true",
                    "REDIS_CA_FILE",
                    authority.toString()));
            await().atMost(Duration.ofSeconds(60)).until(() -> service.status("/q/health/live") == 200);
            assertThat(service.post("/api/events/chat", message())).isEqualTo(503);
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(service.log()).contains("NotAfter"));
            service.kill();
        } finally {
            try (RespClient redis = playground.redis.connect()) {
                present(redis, "redis");
            }
        }
    }

    private static Map<String, String> tls(String host) {
        return Map.of(
                "quarkus.redis.hosts",
                "rediss://" + host + ":" + port,
                "quarkus.redis.tls-configuration-name",
                "redis",
                "quarkus.tls.redis.trust-store.pem.certs",
                authority.toString());
    }

    private static String message() {
        return "{\"senderId\": \"a\", \"receiverId\": \"b\", \"content\": \"secret\"}";
    }

    /** An authority of its own for Redis and for the service. */
    private static void makeAuthority() throws Exception {
        keytool("-genkeypair", "-alias", "ca", "-keyalg", "RSA", "-dname", "CN=ca", "-ext", "bc:c", "-validity", "90");
        Files.writeString(
                authority, pem("CERTIFICATE", keys().getCertificate("ca").getEncoded()));
    }

    /** A certificate of the authority for {@code localhost}, and its key. */
    private static void makeCertificate(String name, String... validity) throws Exception {
        Path request = file(name + ".csr");
        Path signed = file(name + ".signed");
        keytool("-genkeypair", "-alias", name, "-keyalg", "RSA", "-dname", "CN=localhost");
        keytool("-certreq", "-alias", name, "-file", request.toString());
        List<String> sign = new ArrayList<>(List.of("-gencert", "-rfc", "-alias", "ca", "-ext", "san=dns:localhost"));
        sign.addAll(List.of("-infile", request.toString(), "-outfile", signed.toString()));
        sign.addAll(List.of(validity));
        keytool(sign.toArray(String[]::new));
        Files.copy(signed, file(name + ".crt"));
        Files.writeString(
                file(name + ".key"),
                pem("PRIVATE KEY", keys().getKey(name, PASSWORD.toCharArray()).getEncoded()));
    }

    private static void keytool(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(List.of(arguments));
        command.addAll(List.of("-keystore", file("keys.p12").toString(), "-storepass", PASSWORD));
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
    }

    private static KeyStore keys() throws Exception {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file("keys.p12"))) {
            keys.load(in, PASSWORD.toCharArray());
        }
        return keys;
    }

    private static Path file(String name) {
        return playground.redis.directory().resolve(name);
    }

    private static void present(RespClient redis, String name) {
        redis.call(
                "CONFIG",
                "SET",
                "tls-cert-file",
                file(name + ".crt").toString(),
                "tls-key-file",
                file(name + ".key").toString());
    }

    private static String pem(String what, byte[] content) {
        return "-----BEGIN " + what + "-----\n"
                + Base64.getMimeEncoder(64, "\n".getBytes(US_ASCII)).encodeToString(content)
                + "\n-----END " + what + "-----\n";
    }
}
