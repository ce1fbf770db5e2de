package io.redisstreams.monitor.view;

import io.redisstreams.monitor.NewDeadLetters;
import io.redisstreams.monitor.NewDeadLetters.Growth;
import io.redisstreams.monitor.UnfinishedCounts;
import io.redisstreams.monitor.view.Warning.Level;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Pattern;

/** One warning for the dead letters of all groups: those that lie there are no worry, but those that become more are. */
final class DeadLetterWarning {
    private static final String CODE = "dead-letters";

    /** Of the exception that a fingerprint begins with. */
    private static final Pattern PACKAGE = Pattern.compile("^(?:[a-z]\\w*\\.)+(?=[A-Z])");

    private DeadLetterWarning() {}

    static Optional<Warning> of(Snapshot snapshot) {
        Growth growth = snapshot.dying().value();
        if (growth != null && growth.letters() > 0) {
            return Optional.of(new Warning(Level.WARNING, CODE, text(growth), growth.stream(), growth.group()));
        }
        long dead = snapshot.unfinished().value() == null
                ? 0
                : snapshot.unfinished().value().values().stream()
                        .mapToLong(UnfinishedCounts::deadLetters)
                        .sum();
        String lie = (dead == 1 ? "1 dead letter waits" : dead + " dead letters wait") + " for a decision";
        return dead == 0 ? Optional.empty() : Optional.of(new Warning(Level.NOTICE, CODE, lie, null, null));
    }

    private static String text(Growth growth) {
        long letters = growth.letters();
        String died = (letters == 1 ? "1 event became a dead letter" : letters + " events became dead letters")
                + " in the last " + NewDeadLetters.WINDOW.toMinutes() + " min";
        if (growth.cause() == null) {
            return died;
        }
        String share = letters == 1 ? "" : growth.caused() == letters ? ", all" : ", " + growth.caused() + " of them";
        String since = growth.since() == null ? "" : ", since " + growth.since().truncatedTo(ChronoUnit.SECONDS);
        return died + share + " by " + PACKAGE.matcher(growth.cause()).replaceFirst("") + since;
    }
}
