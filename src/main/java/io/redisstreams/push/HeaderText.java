package io.redisstreams.push;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Text as the value of a header: what is not visible ASCII is percent-encoded, as CloudEvents does. */
final class HeaderText {
    private static final String HEX = "0123456789ABCDEF";

    private HeaderText() {}

    static String of(String text) {
        StringBuilder value = new StringBuilder(text.length());
        for (byte octet : text.getBytes(UTF_8)) {
            if (octet > ' ' && octet < 0x7f && octet != '"' && octet != '%') {
                value.append((char) octet);
            } else {
                value.append('%').append(HEX.charAt((octet >> 4) & 0xf)).append(HEX.charAt(octet & 0xf));
            }
        }
        return value.toString();
    }
}
