package io.pareidolia.bot;

import io.pareidolia.bot.control.Caller;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** Lets commands at the store, whoever has it at the moment. */
interface StoreAccess {
    /** What a command does with the store. */
    @FunctionalInterface
    interface Work {
        /** Gives the exit code. */
        int with(Storage storage, Caller caller);
    }

    /**
     * Has the work done, or the whole command line that it belongs to.
     *
     * @param command whose work it is
     * @param file names the settings
     */
    default int use(CommandSpec command, SettingsFileOption file, Work work) {
        return use(command, command.root().commandLine().getParseResult().originalArgs(), file, work);
    }

    /**
     * The same where the command line was prepared by this process.
     *
     * @param words what somebody else has to do for the same result
     */
    int use(CommandSpec command, List<String> words, SettingsFileOption file, Work work);
}
