package io.pareidolia.bot.operation;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ConfiguratorRank;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.spi.ContextAwareBase;

/**
 * How the program logs, which Logback finds by itself: to standard error, in one of three forms. Written in Java, since
 * reading the same from XML takes a quarter of a second of each process's start.
 *
 * <p>System properties decide, because they reach the dreamers too: {@code pareidolia.log.form} ({@code person},
 * {@code lines}, {@code json}), {@code pareidolia.log.level} of this program's own classes, {@code pareidolia.log.engine}
 * of DJL's, {@code pareidolia.log.part} (who of several processes that log to one place speaks: the service, or a dreamer
 * and its device) and {@code pareidolia.log.pattern} for persons.
 */
@ConfiguratorRank(ConfiguratorRank.CUSTOM_HIGH_PRIORITY)
public final class LogConfigurator extends ContextAwareBase implements Configurator {
    static final String FORM = "pareidolia.log.form";
    static final String LEVEL = "pareidolia.log.level";

    /** The service's log: one line an event, whatever strangers' words are in it. */
    private static final String LINES = "%d{ISO8601} %-5level %contextName %X{job:--} %logger{0}: "
            + "%replace(%msg){'[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]+', ' '}"
            + "%replace(%replace( | %ex){'^ \\| $', ''}){'[\\r\\n\\t]+', ' | '}%nopex%n";

    /** A person reads this: warnings, plainly. */
    private static final String PERSON = "%msg%n%nopex";

    /** For Logback, and for {@link ServiceLog}. */
    public LogConfigurator() {}

    @Override
    public ExecutionStatus configure(LoggerContext context) {
        context.setName(System.getProperty("pareidolia.log.part", "service"));
        ConsoleAppender<ILoggingEvent> appender = new ConsoleAppender<>();
        appender.setContext(context);
        appender.setName("stderr");
        appender.setTarget("System.err");
        appender.setEncoder(encoder(context));
        appender.start();
        Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        // nothing lowers this: at finer levels libraries write down what they were given, passwords among it
        root.setLevel(Level.WARN);
        root.addAppender(appender);
        context.getLogger("io.pareidolia").setLevel(Level.toLevel(System.getProperty(LEVEL), Level.WARN));
        // DJL warns of a missing CUDA whatever device was asked for; what matters of it is thrown
        context.getLogger("ai.djl").setLevel(Level.toLevel(System.getProperty("pareidolia.log.engine"), Level.ERROR));
        // it writes down each failed request with all its classes, and throws it as well: we say what matters of it
        context.getLogger("net.dv8tion.jda.api.requests.RestRateLimiter").setLevel(Level.OFF);
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }

    private static Encoder<ILoggingEvent> encoder(LoggerContext context) {
        return switch (System.getProperty(FORM, "person")) {
            case "json" -> json(context);
            case "lines" -> pattern(context, LINES);
            default -> pattern(context, System.getProperty("pareidolia.log.pattern", PERSON));
        };
    }

    private static Encoder<ILoggingEvent> pattern(LoggerContext context, String pattern) {
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setPattern(pattern);
        encoder.start();
        return encoder;
    }

    /** The same as the lines for machines: one JSON object a line. */
    private static Encoder<ILoggingEvent> json(LoggerContext context) {
        JsonEncoder encoder = new JsonEncoder();
        encoder.setContext(context);
        encoder.setWithSequenceNumber(false);
        encoder.setWithNanoseconds(false);
        encoder.setWithMessage(false);
        encoder.setWithFormattedMessage(true);
        encoder.setWithArguments(false);
        encoder.start();
        return encoder;
    }
}
