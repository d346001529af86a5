package io.pareidolia.bot.worker;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Starts another process of the same Java with the same classes. A crash of a native library there leaves neither a
 * core nor a report behind.
 */
public final class ChildJava {
    private static final String NOWHERE = File.separatorChar == '/' ? "/dev/null" : "NUL";

    private final String mainClass;
    private final List<String> options;
    private final Map<String, String> environment;

    /**
     * @param mainClass its name
     * @param options Java's own
     * @param environment all variables but the class path
     */
    public ChildJava(String mainClass, List<String> options, Map<String, String> environment) {
        this.mainClass = mainClass;
        this.options = List.copyOf(options);
        this.environment = Map.copyOf(environment);
    }

    /**
     * One with the options and variables of this process.
     *
     * @param mainClass its name
     * @param environment further variables
     */
    public static ChildJava likeThis(String mainClass, Map<String, String> environment) {
        Map<String, String> all = new HashMap<>(System.getenv());
        all.putAll(environment);
        List<String> options = ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(ChildJava::meantForIt)
                .toList();
        return new ChildJava(mainClass, options, all);
    }

    /** Memory, properties and modules, but neither agents nor debuggers, of which there can be but one. */
    private static boolean meantForIt(String option) {
        return (option.startsWith("-X") && !option.startsWith("-Xrun") && !option.startsWith("-Xdebug"))
                || option.startsWith("-D")
                || opensModules(option);
    }

    /** True for an option without which some libraries do not run, or warn. */
    static boolean opensModules(String option) {
        return option.startsWith("--add-") || option.startsWith("--enable-");
    }

    /**
     * Starts it.
     *
     * @param loud true to let it write to standard error
     */
    public Process start(boolean loud, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.add("-XX:-CreateCoredumpOnCrash");
        command.add("-XX:ErrorFile=" + NOWHERE);
        command.add(mainClass);
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectInput(ProcessBuilder.Redirect.PIPE)
                .redirectError(loud ? ProcessBuilder.Redirect.INHERIT : ProcessBuilder.Redirect.DISCARD);
        builder.environment().clear();
        builder.environment().putAll(environment);
        // in a variable, since class paths of a build are longer than some libraries expect a command line to be
        builder.environment().put("CLASSPATH", absolute(System.getProperty("java.class.path", "")));
        return builder.start();
    }

    private static String absolute(String classPath) {
        List<String> entries = new ArrayList<>();
        for (String entry : classPath.split(File.pathSeparator, -1)) {
            entries.add(entry.isEmpty() ? "" : Path.of(entry).toAbsolutePath().toString());
        }
        return String.join(File.pathSeparator, entries);
    }
}
