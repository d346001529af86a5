/**
 * What a person at a terminal, or a log file, gets to read: lines, and progress with the time left. It knows nothing of
 * dreams.
 */
@NullMarked
package io.pareidolia.bot.terminal;

import org.jspecify.annotations.NullMarked;
