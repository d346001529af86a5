/**
 * The Discord front: commands, buttons and answers, through JDA. It acknowledges first, then hands what was asked to the
 * intake, and edits its own message until the dream stands in it.
 */
@NullMarked
package io.pareidolia.bot.discord;

import org.jspecify.annotations.NullMarked;
