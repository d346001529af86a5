package io.pareidolia.bot.operation;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.core.joran.spi.JoranException;
import io.pareidolia.bot.settings.LogSettings;
import java.net.URL;
import java.util.Objects;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;
import org.slf4j.event.Level;

/**
 * Turns what the program says to a person into the log of a service, as its settings want it. The level is that of this
 * program's own classes: what libraries write at finer levels than warnings nobody sees.
 *
 * <p>The settings become system properties, which {@code logback.xml} reads here and in the dreamers, who get them on.
 */
public final class ServiceLog {
    private static final String FORM = "pareidolia.log.form";
    private static final String LEVEL = "pareidolia.log.level";

    private ServiceLog() {}

    /** From now on all of this process logs so, and so do the dreamers that it starts. */
    public static void begin(LogSettings settings) {
        System.setProperty(FORM, settings.json() ? "json" : "lines");
        Level asked = Level.valueOf(System.getProperty(LEVEL, Level.ERROR.name())); // by PAREIDOLIA_TRACE
        Level finer = asked.toInt() < settings.level().toInt() ? asked : settings.level();
        System.setProperty(LEVEL, finer.name());
        URL configuration = Objects.requireNonNull(ServiceLog.class.getResource("/logback.xml"));
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        context.reset();
        JoranConfigurator configurator = new JoranConfigurator();
        configurator.setContext(context);
        try {
            configurator.doConfigure(configuration);
        } catch (JoranException malformed) {
            throw new IllegalStateException(malformed);
        }
        // some libraries know only Java's own logs
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
    }
}
