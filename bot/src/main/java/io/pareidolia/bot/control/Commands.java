package io.pareidolia.bot.control;

import java.util.List;

/** Whoever carries out commands. Called by several threads. */
@FunctionalInterface
public interface Commands {
    /** Carries out a command line; whatever goes wrong is in the reply. */
    Reply carryOut(List<String> arguments, Caller caller);
}
