package dev.haar.api;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.logging.ConsoleHandler;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** The log of the program, on standard error. Who embeds Haar configures logging in their own way. */
final class Logging {
    /** Loggers of libraries, held here because the log manager itself does not keep them and their levels. */
    private static final List<Logger> LIBRARIES =
            List.of(Logger.getLogger("org.xnio"), Logger.getLogger("io.undertow"), Logger.getLogger("org.jboss"));

    private Logging() {}

    /** How much is told. */
    enum Level {
        OFF(java.util.logging.Level.OFF),
        ERROR(java.util.logging.Level.SEVERE),
        WARN(java.util.logging.Level.WARNING),
        INFO(java.util.logging.Level.INFO),
        DEBUG(java.util.logging.Level.FINE),
        TRACE(java.util.logging.Level.FINEST);

        private final java.util.logging.Level level;

        Level(java.util.logging.Level level) {
            this.level = level;
        }
    }

    static void configure(Level level) {
        Logger root = Logger.getLogger("");
        for (Handler handler : root.getHandlers()) {
            root.removeHandler(handler);
        }
        Handler console = new ConsoleHandler();
        console.setLevel(level.level);
        console.setFormatter(new OneLine());
        root.addHandler(console);
        root.setLevel(level.level);
        // At start the libraries tell of themselves, and later of each client that hangs up.
        boolean quiet = level.level.intValue() >= java.util.logging.Level.INFO.intValue();
        LIBRARIES.forEach(library -> library.setLevel(quiet ? java.util.logging.Level.SEVERE : level.level));
    }

    private static final class OneLine extends Formatter {
        @Override
        public String format(LogRecord entry) {
            StringWriter text = new StringWriter();
            text.append(entry.getInstant().truncatedTo(ChronoUnit.MILLIS).toString())
                    .append(' ')
                    .append(entry.getLevel().getName())
                    .append(' ')
                    .append(entry.getLoggerName())
                    .append(": ")
                    .append(formatMessage(entry))
                    .append('\n');
            if (entry.getThrown() != null) {
                entry.getThrown().printStackTrace(new PrintWriter(text, true));
            }
            return text.toString();
        }
    }
}
