package io.redisstreams.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.Level;
import org.jboss.logmanager.formatters.PatternFormatter;
import org.junit.jupiter.api.Test;

class PrintableLogTest {
    private static final String EVIL = "\u001b]52;c;ZXZpbA==\u0007\u202e\u2028\n2026-01-01 00:00:00 INFO forged";

    private final PatternFormatter formatter = new PatternFormatter("%d %-5p %s%e%n");

    @Test
    void messagesAndErrorsCannotSteerTheTerminal() {
        var record = new ExtLogRecord(Level.WARN, "Event %s failed", ExtLogRecord.FormatStyle.PRINTF, "logger");
        record.setParameters(new Object[] {EVIL});
        record.setThrown(new IllegalStateException(EVIL, new RuntimeException("cause " + EVIL)));
        record.getThrown().addSuppressed(new RuntimeException("suppressed " + EVIL));
        assertThat(new PrintableLog().isLoggable(record)).isTrue();
        String line = formatter.format(record);
        assertThat(line.replace("\n", "").replace("\t", "").chars()).noneMatch(Character::isISOControl);
        assertThat(line)
                .doesNotContain("\u202e", "\u2028", "\n2026-01-01 00:00:00")
                .contains("\\u001b]52", "suppressed");
    }

    @Test
    void otherRecordsStayAsTheyAre() {
        var record = new ExtLogRecord(Level.INFO, "Event %s of 100%% done", ExtLogRecord.FormatStyle.PRINTF, "logger");
        record.setParameters(new Object[] {"ä"});
        var failure = new IllegalStateException("plain");
        record.setThrown(failure);
        new PrintableLog().isLoggable(record);
        assertThat(record.getThrown()).isSameAs(failure);
        assertThat(formatter.format(record)).contains("Event ä of 100% done");
    }
}
