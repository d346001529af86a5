package io.pareidolia.bot.reddit;

/**
 * A message to somebody, best effort: it is sent once what it tells of is done for good, and never twice.
 *
 * @param to a person
 * @param text in Markdown
 */
record Whisper(String to, String subject, String text) {}
