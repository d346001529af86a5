package io.pareidolia.bot.operation;

import ch.qos.logback.classic.LoggerContext;
import io.pareidolia.bot.settings.LogSettings;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;
import org.slf4j.event.Level;

/**
 * Turns what the program says to a person into the log of a service, as its settings want it. The level is that of this
 * program's own classes: what libraries write at finer levels than warnings nobody sees.
 *
 * <p>The settings become system properties, which {@link LogConfigurator} reads here and in the dreamers, who get them on.
 */
public final class ServiceLog {
    private ServiceLog() {}

    /** From now on all of this process logs so, and so do the dreamers that it starts. */
    public static void begin(LogSettings settings) {
        System.setProperty(LogConfigurator.FORM, settings.json() ? "json" : "lines");
        Level asked =
                Level.valueOf(System.getProperty(LogConfigurator.LEVEL, Level.ERROR.name())); // by PAREIDOLIA_TRACE
        Level finer = asked.toInt() < settings.level().toInt() ? asked : settings.level();
        System.setProperty(LogConfigurator.LEVEL, finer.name());
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        context.reset();
        new LogConfigurator().configure(context);
        // some libraries know only Java's own logs
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
    }
}
