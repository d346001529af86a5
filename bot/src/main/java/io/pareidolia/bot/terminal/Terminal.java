package io.pareidolia.bot.terminal;

import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;

/**
 * Where the program writes. Results go to standard output, one to a line, so that they can be piped; everything said
 * to a person on the way goes to standard error. What is said is printed without control characters: names of files
 * and words found in pictures come from strangers, and a terminal obeys some of them.
 */
public final class Terminal {
    private final PrintWriter out;
    private final PrintWriter err;
    private final Abilities abilities;
    private final IntSupplier width;
    private final LongSupplier nanoseconds;

    /**
     * What the receiver of standard error can show.
     *
     * @param interactive true for a terminal where a line can be written over again, false for files and pipes
     * @param colours true if escape sequences for colours are wanted
     * @param blocks true if block characters can be encoded
     */
    public record Abilities(boolean interactive, boolean colours, boolean blocks) {}

    /**
     * @param width columns, asked for whenever a bar is begun
     * @param nanoseconds a clock such as {@link System#nanoTime}
     */
    public Terminal(
            PrintWriter out, PrintWriter err, Abilities abilities, IntSupplier width, LongSupplier nanoseconds) {
        this.out = out;
        this.err = err;
        this.abilities = abilities;
        this.width = width;
        this.nanoseconds = nanoseconds;
    }

    /** The streams this process was started with. {@code NO_COLOR} and {@code TERM=dumb} are respected. */
    public static Terminal ofProcess(Map<String, String> environment, IntSupplier width) {
        Charset charset = charset();
        boolean interactive = isTerminal(2) && !"dumb".equals(environment.get("TERM"));
        boolean colours =
                interactive && environment.getOrDefault("NO_COLOR", "").isEmpty();
        return new Terminal(
                new PrintWriter(new FileOutputStream(FileDescriptor.out), true, charset),
                new PrintWriter(new FileOutputStream(FileDescriptor.err), true, charset),
                new Abilities(interactive, colours, charset.newEncoder().canEncode("█░…")),
                width,
                System::nanoTime);
    }

    /** How the operating system encodes text; Java itself tells it only from release 18 on. */
    private static Charset charset() {
        String name = System.getProperty("native.encoding", "");
        return Charset.isSupported(name.isEmpty() ? "?" : name) ? Charset.forName(name) : Charset.defaultCharset();
    }

    private static boolean isTerminal(int descriptor) {
        Path link = Path.of("/proc/self/fd/" + descriptor);
        try {
            String target = Files.readSymbolicLink(link).toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
        } catch (IOException | UnsupportedOperationException noSuchFolder) {
            // no Linux: Java tells whether both input and output are a terminal, which is nearly the same
            return consoleIsTerminal();
        }
    }

    @SuppressWarnings("SystemConsoleNull")
    private static boolean consoleIsTerminal() {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            return Boolean.TRUE.equals(Console.class.getMethod("isTerminal").invoke(console));
        } catch (ReflectiveOperationException before22) {
            return true; // until Java 22 there was no console without a terminal
        }
    }

    /** Standard output as it is, for whole texts of the program's own. */
    public PrintWriter out() {
        return out;
    }

    /** Standard error as it is, likewise. */
    public PrintWriter err() {
        return err;
    }

    /** True if a person sits there, rather than a file or a pipe. */
    public boolean interactive() {
        return abilities.interactive();
    }

    /** One line of result. */
    public void result(String line) {
        out.println(printable(line));
    }

    /** One line for the person. */
    public void say(String line) {
        err.println(printable(line));
    }

    /**
     * Begins to show how far something is. It must be closed before anything else is said.
     *
     * @param label what it is, such as the name of a file
     */
    public Progress progress(String label) {
        String name = printable(label);
        return abilities.interactive()
                ? new ProgressBar(err, name, abilities, width.getAsInt(), nanoseconds)
                : new ProgressLines(err, name, nanoseconds);
    }

    /** {@code text} with every control character, also those of bidirectional text, replaced by a question mark. */
    static String printable(String text) {
        return text.replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]", "?");
    }
}
