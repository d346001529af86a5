package io.pareidolia.bot;

import io.pareidolia.bot.terminal.Terminal;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/** Where the program starts, and the only place that ends it. */
public final class Main {
    /** Set to anything it brings stack traces, and what the program does. */
    static final String TRACE = "PAREIDOLIA_TRACE";

    private Main() {}

    public static void main(String[] arguments) {
        Map<String, String> environment = System.getenv();
        prepare(environment);
        UsageMessageSpec usage = CommandSpec.create().usageMessage().autoWidth(true);
        Terminal terminal = Terminal.ofProcess(environment, usage::width);
        System.exit(new Wiring(terminal, environment).run(arguments));
    }

    /** True if the person who started the program wants to see stack traces. */
    static boolean tracing(Map<String, String> environment) {
        return !environment.getOrDefault(TRACE, "").isEmpty();
    }

    /** What must be said before the first class of the libraries concerned is loaded. */
    static void prepare(Map<String, String> environment) {
        System.setProperty("java.awt.headless", "true");
        if (tracing(environment)) {
            System.setProperty("pareidolia.log.level", "DEBUG");
            System.setProperty("pareidolia.log.engine", "INFO");
            System.setProperty("pareidolia.log.pattern", "%d{HH:mm:ss.SSS} %-5level %logger{24} %X{job:--} %msg%n%ex");
        }
    }
}
