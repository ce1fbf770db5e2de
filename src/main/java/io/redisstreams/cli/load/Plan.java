package io.redisstreams.cli.load;

import java.util.List;

/**
 * The course of a load.
 *
 * @param rate events a second at even distances; 0: the next as soon as one is answered
 * @param concurrency at most this many unanswered at a time
 * @param mix in turn; a kind that is there twice comes twice as often
 */
public record Plan(long count, double rate, int concurrency, List<Kind> mix) {
    Kind kind(long number) {
        return mix.get((int) (number % mix.size()));
    }

    /** When it is an event's turn, in nanoseconds since the beginning. */
    long due(long number) {
        return rate == 0 ? 0 : (long) (number / rate * 1e9);
    }
}
