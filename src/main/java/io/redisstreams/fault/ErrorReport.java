package io.redisstreams.fault;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Why something failed, as text for people.
 *
 * @param error its first line names the deepest cause with a useful message, and where it was thrown; at most 2,000
 *     bytes
 * @param trace the part of the stack traces that belongs to the handler, at most 8 KiB; null when there is none
 */
public record ErrorReport(String error, String trace) {
    private static final int ERROR_BYTES = 2000;
    private static final int TRACE_BYTES = 8 * 1024;

    /** Keeps the place, which follows the message, inside the fingerprint. */
    private static final int HEADLINE_MESSAGE = 200;

    private static final int FINGERPRINT = 300;
    private static final Pattern IDS = Pattern.compile(
            "\\b([0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}|[0-9a-fA-F]{16,})\\b",
            Pattern.UNICODE_CHARACTER_CLASS);
    private static final Pattern NUMBERS = Pattern.compile("[0-9]+");

    /** A reason without an exception. */
    public static ErrorReport of(String reason) {
        return new ErrorReport(BoundedText.of(reason, ERROR_BYTES), null);
    }

    public static ErrorReport of(Throwable failure) {
        Optional<Throwable> sayingAll =
                Causes.of(failure).filter(SaysAll.class::isInstance).findFirst();
        return sayingAll.map(ErrorReport::ofSayingAll).orElseGet(() -> ofRoot(failure));
    }

    /** The message and, when code of a payload's class failed, the place in that code. */
    private static ErrorReport ofSayingAll(Throwable failure) {
        StringBuilder text = new StringBuilder();
        headline(failure, Optional.empty(), text);
        List<Throwable> failed = rootFirst(failure).stream()
                .filter(cause ->
                        !(cause instanceof SaysAll) && StackTraces.place(cause).isPresent())
                .limit(1)
                .toList();
        failed.forEach(cause -> headline(cause, StackTraces.place(cause), text.append("\ncaused by ")));
        return bounded(text, StackTraces.text(failed, TRACE_BYTES));
    }

    private static ErrorReport ofRoot(Throwable failure) {
        List<Throwable> rootFirst = rootFirst(failure);
        StringBuilder text = new StringBuilder();
        ServerFault.of(failure)
                .ifPresent(fault -> text.append(fault.sentence()).append("; it does not count as an attempt\n"));
        Throwable telling =
                rootFirst.stream().filter(Messages::says).findFirst().orElse(rootFirst.get(0));
        List<Throwable> outwards = rootFirst.subList(rootFirst.indexOf(telling), rootFirst.size());
        headline(telling, place(outwards), text);
        outwards.stream()
                .skip(1)
                .filter(outer -> Messages.own(outer) != null)
                .forEach(outer -> text.append("\nwrapped in ")
                        .append(outer.getClass().getName())
                        .append(": ")
                        .append(Messages.own(outer)));
        return bounded(text, StackTraces.text(rootFirst, TRACE_BYTES));
    }

    private static ErrorReport bounded(StringBuilder error, String trace) {
        return new ErrorReport(
                BoundedText.of(error.toString(), ERROR_BYTES),
                trace.isEmpty() ? null : BoundedText.of(trace, TRACE_BYTES));
    }

    /** The first line of the error. */
    public String headline() {
        return firstLine(error);
    }

    /** What errors of one kind share; the function {@code error_fingerprint} in PostgreSQL returns the same. */
    public String fingerprint() {
        String plain =
                NUMBERS.matcher(IDS.matcher(firstLine(error)).replaceAll("#")).replaceAll("#");
        return plain.substring(
                0, plain.offsetByCodePoints(0, Math.min(FINGERPRINT, plain.codePointCount(0, plain.length()))));
    }

    private static void headline(Throwable failure, Optional<String> place, StringBuilder text) {
        String message = Messages.of(failure);
        String first = firstLine(message);
        boolean cut = first.length() > HEADLINE_MESSAGE;
        text.append(failure.getClass().getName());
        if (!message.isEmpty()) {
            text.append(": ").append(cut ? first.substring(0, HEADLINE_MESSAGE) + '…' : first);
        }
        place.ifPresent(known -> text.append(" at ").append(known));
        String rest = cut ? message : message.substring(first.length()).stripTrailing();
        if (!rest.isEmpty()) {
            text.append(rest.startsWith("\n") ? "" : "\n").append(rest);
        }
    }

    /**
     * The place in the handler when the handler is in a stack trace; otherwise the place where the failure was thrown.
     */
    private static Optional<String> place(List<Throwable> outwards) {
        return outwards.stream()
                .map(StackTraces::place)
                .flatMap(Optional::stream)
                .findFirst()
                .or(() -> StackTraces.top(outwards.get(0)));
    }

    private static List<Throwable> rootFirst(Throwable failure) {
        List<Throwable> causes = new ArrayList<>(Causes.of(failure).toList());
        Collections.reverse(causes);
        return causes;
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse("");
    }
}
