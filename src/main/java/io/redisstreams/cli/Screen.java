package io.redisstreams.cli;

import java.util.List;

/** Lines that take the place of those before them on a terminal, without a flicker. */
final class Screen {
    private static final String HOME = "\033[H";
    private static final String CLEAR_REST_OF_LINE = "\033[K\n";
    private static final String CLEAR_BELOW = "\033[J";

    private Screen() {}

    static String of(List<String> lines) {
        return HOME + String.join(CLEAR_REST_OF_LINE, lines) + CLEAR_REST_OF_LINE + CLEAR_BELOW;
    }
}
