package io.pareidolia.bot.operation;

import io.pareidolia.bot.settings.LogSettings;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.slf4j.event.Level;

/** A process that logs as the service does, for {@link ServiceLogTest}. */
final class LogProbe {
    private LogProbe() {}

    public static void main(String[] arguments) {
        LoggerFactory.getLogger("io.pareidolia.Early").info("before the settings are known");
        ServiceLog.begin(new LogSettings(arguments[0].equals("json"), Level.valueOf(arguments[1])));
        MDC.put("job", "0123456789");
        LoggerFactory.getLogger("io.pareidolia.Probe").info("a name\n2026-01-01 ERROR forged\u001b[31m ü");
        LoggerFactory.getLogger("io.pareidolia.Probe").trace("fine");
        LoggerFactory.getLogger("io.pareidolia.Probe")
                .warn("failed", new IllegalStateException("why", new RuntimeException("deeper")));
        for (String library : new String[] {
            "org.postgresql", "com.zaxxer.hikari", "org.eclipse.jetty", "org.flywaydb", "okhttp3", "io.micrometer"
        }) {
            LoggerFactory.getLogger(library + ".Talker").info("hunter2");
            LoggerFactory.getLogger(library + ".Talker").trace("hunter2");
            java.util.logging.Logger.getLogger(library + ".Talker").config("hunter2");
            java.util.logging.Logger.getLogger(library + ".Talker").info("hunter2");
        }
        java.util.logging.Logger.getLogger("org.postgresql.Driver").warning("a warning in Java's own way");
    }
}
