package io.pareidolia.bot.control;

/**
 * What a command came to.
 *
 * @param out what belongs to standard output
 * @param err what belongs to standard error
 */
public record Reply(String out, String err, int exitCode) {}
