package io.redisstreams.bench;

import java.util.Locale;

/**
 * One number of the table.
 *
 * @param ceiling what it is measured against; empty when the value speaks for itself
 * @param score what is compared with {@code atLeast} and {@code aim}
 * @param lessIsBetter for times and memory
 */
record Row(
        String what,
        String value,
        String ceiling,
        double score,
        String unit,
        double atLeast,
        double aim,
        boolean lessIsBetter) {
    static final String HEAD = """
            | what | measured | ceiling | ratio | at least | aim | |
            | --- | ---: | ---: | ---: | ---: | ---: | --- |""";

    static Row ratio(String what, double rate, String unit, double ceiling, double atLeast, double aim) {
        return new Row(what, number(rate) + ' ' + unit, number(ceiling), rate / ceiling, "", atLeast, aim, false);
    }

    static Row limit(String what, double value, String unit, double atMost, double aim) {
        return new Row(what, number(value) + ' ' + unit, "", value, unit, atMost, aim, true);
    }

    /** The most memory that the service had resident under one load. */
    static Row memory(String load, long megabytes) {
        return limit("memory while " + load + " (RSS)", megabytes, "MB", 400, 250);
    }

    /** A number to know, without a limit. */
    static Row known(String what, double value, String unit) {
        return new Row(what, number(value) + ' ' + unit, "", Double.NaN, unit, 0, 0, false);
    }

    String markdown() {
        if (Double.isNaN(score)) {
            return "| " + what + " | " + value + " | | | | | |";
        }
        String ratio = lessIsBetter ? "" : number(score);
        String sign = lessIsBetter ? "< " : "";
        String limits = sign + number(atLeast) + suffix() + " | " + sign + number(aim) + suffix();
        return "| " + String.join(" | ", what, value, ceiling, ratio, limits, verdict()) + " |";
    }

    private String verdict() {
        return meets(aim) ? "aim met" : meets(atLeast) ? "met" : "**missed**";
    }

    private boolean meets(double limit) {
        return lessIsBetter ? score < limit : score >= limit;
    }

    private String suffix() {
        return unit.isEmpty() ? "" : ' ' + unit;
    }

    static String number(double value) {
        String format = value >= 100 ? "%,.0f" : value >= 10 ? "%.1f" : "%.2f";
        return String.format(Locale.ROOT, format, value);
    }
}
