package io.pareidolia.bot;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Starts another process of the same Java, with the same classes and options. A crash of a native library there leaves
 * neither a core nor a report behind.
 */
final class ChildJava {
    private static final String NOWHERE = File.separatorChar == '/' ? "/dev/null" : "NUL";

    private final String mainClass;
    private final Map<String, String> environment;

    /**
     * @param mainClass its name
     * @param environment variables beside those of this process
     */
    ChildJava(String mainClass, Map<String, String> environment) {
        this.mainClass = mainClass;
        this.environment = Map.copyOf(environment);
    }

    /**
     * Starts it.
     *
     * @param loud true to let it write to standard error
     */
    Process start(boolean loud, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(ChildJava::meantForIt)
                .forEach(command::add);
        command.add("-XX:-CreateCoredumpOnCrash");
        command.add("-XX:ErrorFile=" + NOWHERE);
        command.add(mainClass);
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectInput(ProcessBuilder.Redirect.PIPE)
                .redirectError(loud ? ProcessBuilder.Redirect.INHERIT : ProcessBuilder.Redirect.DISCARD);
        builder.environment().putAll(environment);
        // in a variable, since class paths of a build are longer than some libraries expect a command line to be
        builder.environment().put("CLASSPATH", absolute(System.getProperty("java.class.path", "")));
        return builder.start();
    }

    /** Memory, properties and modules, but neither agents nor debuggers, of which there can be but one. */
    private static boolean meantForIt(String option) {
        return (option.startsWith("-X") && !option.startsWith("-Xrun") && !option.startsWith("-Xdebug"))
                || option.startsWith("-D")
                || option.startsWith("--add-")
                || option.startsWith("--enable-");
    }

    private static String absolute(String classPath) {
        List<String> entries = new ArrayList<>();
        for (String entry : classPath.split(File.pathSeparator, -1)) {
            entries.add(entry.isEmpty() ? "" : Path.of(entry).toAbsolutePath().toString());
        }
        return String.join(File.pathSeparator, entries);
    }
}
