package io.redisstreams.bench;

/** Whether a service still becomes faster from one round to the next: a JVM compiles for a minute or two. */
final class Gain {
    private static final int MOST_ROUNDS = 15;
    private static final int ROUNDS_WITHOUT = 2;

    private double best;
    private int rounds;
    private int sinceBest;

    boolean expected() {
        return rounds < MOST_ROUNDS && sinceBest < ROUNDS_WITHOUT;
    }

    /** @param rate of one round, a second */
    void add(double rate) {
        System.err.printf("  warming up: %.0f a second%n", rate);
        rounds++;
        sinceBest = rate > best * 1.02 ? 0 : sinceBest + 1;
        best = Math.max(best, rate);
    }
}
