package io.redisstreams.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The page, and the headers that let it load and run only what this service serves. */
@Singleton
class DashboardPage {
    private static final String FILE = "/dashboard.html";
    /** The only script inside the page; browsers accept an import map from nowhere else. */
    private static final Pattern IMPORT_MAP =
            Pattern.compile("<script type=\"importmap\">(.*?)</script>", Pattern.DOTALL);

    private static final String POLICY = "default-src 'none'; script-src 'self' 'sha256-%s'; style-src 'self';"
            + " img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private final String html;
    private final Map<String, String> headers;

    DashboardPage() {
        html = read();
        headers = Map.of(
                "Content-Security-Policy", POLICY.formatted(sha256(importMap(html))),
                "Cache-Control", "no-cache",
                "Vary", "Accept");
    }

    String html() {
        return html;
    }

    Map<String, String> headers() {
        return headers;
    }

    private static String read() {
        try (InputStream file = DashboardPage.class.getResourceAsStream(FILE)) {
            return new String(file.readAllBytes(), UTF_8);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static String importMap(String html) {
        Matcher found = IMPORT_MAP.matcher(html);
        if (!found.find()) {
            throw new IllegalStateException(FILE + " has no import map");
        }
        return found.group(1);
    }

    private static String sha256(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
