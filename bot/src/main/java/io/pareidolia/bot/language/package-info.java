/**
 * What the bot says, in the language of whoever it speaks to. The fronts bring texts of their own; what the rest of the
 * program says in English is said here for all of them.
 */
@NullMarked
package io.pareidolia.bot.language;

import org.jspecify.annotations.NullMarked;
