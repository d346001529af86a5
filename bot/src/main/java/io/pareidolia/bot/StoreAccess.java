package io.pareidolia.bot;

import io.pareidolia.bot.control.Caller;
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
    int use(CommandSpec command, SettingsFileOption file, Work work);
}
