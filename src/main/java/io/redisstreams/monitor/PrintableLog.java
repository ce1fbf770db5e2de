package io.redisstreams.monitor;

import io.quarkus.logging.LoggingFilter;
import io.redisstreams.event.Printable;
import java.util.logging.Filter;
import java.util.logging.LogRecord;
import org.jboss.logmanager.ExtFormatter;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.formatters.PatternFormatter;

/**
 * Passes every record, and escapes characters that control terminals or forge lines: names, types and errors in the log
 * come from callers and from other producers.
 */
@LoggingFilter(name = "printable")
public final class PrintableLog implements Filter {
    private static final ExtFormatter MESSAGES = new PatternFormatter("%s");

    @Override
    public boolean isLoggable(LogRecord record) {
        if (record instanceof ExtLogRecord extended) {
            String message = MESSAGES.formatMessage(extended);
            String safe = Printable.block(message);
            if (message != null && !message.equals(safe)) {
                extended.setMessage(safe, ExtLogRecord.FormatStyle.NO_FORMAT);
                extended.setParameters(null);
            }
        }
        if (record.getThrown() != null) {
            record.setThrown(PrintableThrowable.of(record.getThrown()));
        }
        return true;
    }
}
