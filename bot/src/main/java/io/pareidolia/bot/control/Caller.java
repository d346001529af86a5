package io.pareidolia.bot.control;

import java.nio.file.Path;

/**
 * Who gives a command.
 *
 * @param name the operating system's user
 * @param folder in which names of files are meant
 * @param width columns of the terminal
 */
public record Caller(String name, Path folder, int width) {
    /** Whoever has started this process. */
    public static Caller ofProcess(int width) {
        return new Caller(System.getProperty("user.name", "?"), Path.of("").toAbsolutePath(), width);
    }
}
