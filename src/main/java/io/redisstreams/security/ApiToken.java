package io.redisstreams.security;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/**
 * A static token, as the service knows it: by its hash. It is drawn from 256 random bits, so nobody can guess it from that.
 * Its line is {@code <name> <roles, commas between them> <SHA-256 of the token, hexadecimal>}.
 *
 * @param name of the person or the machine
 * @param roles as {@link Grant} reads them
 * @param hash lower case
 */
public record ApiToken(String name, List<String> roles, String hash) {
    private static final String PREFIX = "rst_";
    private static final int BYTES = 32;

    /** @throws IllegalArgumentException when the name or a role cannot be used; the message says why */
    public ApiToken {
        requireName(name);
        roles = List.copyOf(roles);
        roles.forEach(ApiToken::requireRole);
        if (!hash.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException("the hash must be the SHA-256 of the token, 64 hexadecimal digits");
        }
    }

    /** @throws IllegalArgumentException when a token cannot have this name; the message says why */
    public static void requireName(String name) {
        if (!name.matches("[A-Za-z0-9][A-Za-z0-9@:_.-]{0,99}")) {
            throw new IllegalArgumentException("the name must be 1 to 100 letters, digits or the characters @ : _ . -");
        }
    }

    /** @throws IllegalArgumentException when there is no such role; the message lists them */
    public static void requireRole(String role) {
        if (Grant.of(role).isEmpty() || role.matches(".*[\\s,;].*")) {
            throw new IllegalArgumentException("'" + role + "' is no role; roles are publisher, publisher:<streams>,"
                    + " consumer, consumer:<groups>, reader, operator and admin");
        }
    }

    /** A new secret, which is to be shown once and never kept. */
    public static String draw() {
        byte[] random = new byte[BYTES];
        new SecureRandom().nextBytes(random);
        return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    }

    public static String hash(String token) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(token.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** @throws IllegalArgumentException when the line cannot be read; the message says why, without the line */
    static ApiToken read(String line) {
        String[] parts = line.strip().split("\\s+");
        if (parts.length != 3) {
            throw new IllegalArgumentException("a line must be: <name> <roles> <SHA-256 of the token>");
        }
        return new ApiToken(parts[0], List.of(parts[1].split(",")), parts[2]);
    }

    public String line() {
        return name + ' ' + String.join(",", roles) + ' ' + hash;
    }
}
